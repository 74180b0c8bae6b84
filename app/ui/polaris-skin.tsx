import { Link as RouterLink } from "@remix-run/react";
import { AppProvider } from "@shopify/polaris";
import en from "@shopify/polaris/locales/en.json";
import { forwardRef, type ReactNode } from "react";
import type { Kit } from "./kit-types.ts";
import { KitProvider } from "./kit.tsx";
import { PolarisCheckbox, PolarisChoiceList, PolarisColourField, PolarisSelect, PolarisTextField } from "./polaris-fields.tsx";
import { PolarisHost } from "./polaris-host.tsx";
import { PolarisIcon } from "./polaris-icons.tsx";
import { PolarisDialog, PolarisPage, PolarisSaveBar } from "./polaris-page.tsx";
import { PolarisBadge, PolarisBanner, PolarisButton, PolarisLink, PolarisMenu, PolarisProgress, PolarisSurface } from "./polaris-parts.tsx";

const kit: Kit = {
  Page: PolarisPage, Surface: PolarisSurface, Button: PolarisButton, Link: PolarisLink, TextField: PolarisTextField, ColourField: PolarisColourField, Select: PolarisSelect,
  Checkbox: PolarisCheckbox, ChoiceList: PolarisChoiceList, Banner: PolarisBanner, Badge: PolarisBadge, Menu: PolarisMenu, Dialog: PolarisDialog, SaveBar: PolarisSaveBar,
  Progress: PolarisProgress, Icon: PolarisIcon,
};

interface AppLinkProps {
  readonly url: string;
  readonly external?: boolean;
  readonly children?: ReactNode;
}

/** Polaris' links through the router; what leaves the app opens on top of the admin. */
const AppLink = forwardRef<HTMLAnchorElement, AppLinkProps>(function AppLink({ url, external, children, ...rest }, ref) {
  if (external || /^[a-z]+:/i.test(url)) return <a {...rest} href={url} ref={ref} target="_top" rel="noreferrer">{children}</a>;
  return <RouterLink {...rest} to={url} ref={ref}>{children}</RouterLink>;
});

/** The look of the admin: Polaris, and App Bridge for what belongs to the admin's own frame. */
export function PolarisSkin({ children }: { readonly children: ReactNode }) {
  return (
    <AppProvider i18n={en} linkComponent={AppLink}>
      <KitProvider value={kit}><PolarisHost>{children}</PolarisHost></KitProvider>
    </AppProvider>
  );
}
