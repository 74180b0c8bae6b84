import type { ReactNode } from "react";
import type { Kit } from "./kit-types.ts";
import { KitProvider } from "./kit.tsx";
import { StudioCheckbox, StudioChoiceList, StudioColourField, StudioSelect, StudioTextField } from "./studio-fields.tsx";
import { StudioHost } from "./studio-host.tsx";
import { StudioIcon } from "./studio-icons.tsx";
import { StudioDialog, StudioPage, StudioSaveBar } from "./studio-page.tsx";
import { StudioBadge, StudioBanner, StudioButton, StudioLink, StudioMenu, StudioProgress, StudioSurface } from "./studio-parts.tsx";

const kit: Kit = {
  Page: StudioPage, Surface: StudioSurface, Button: StudioButton, Link: StudioLink, TextField: StudioTextField, ColourField: StudioColourField, Select: StudioSelect,
  Checkbox: StudioCheckbox, ChoiceList: StudioChoiceList, Banner: StudioBanner, Badge: StudioBadge, Menu: StudioMenu, Dialog: StudioDialog, SaveBar: StudioSaveBar,
  Progress: StudioProgress, Icon: StudioIcon,
};

/** The look of the studio: React Aria Components in our own clothes. */
export function StudioSkin({ children }: { readonly children: ReactNode }) {
  return <KitProvider value={kit}><StudioHost>{children}</StudioHost></KitProvider>;
}
