import { ActionList, Badge, Button, Link as PolarisTextLink, Popover, ProgressBar } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { given } from "./given.ts";
import type { BadgeProps, BannerProps, ButtonProps, LinkProps, MenuProps, SpinnerlessProgressProps, SurfaceProps } from "./kit-types.ts";
import { pathOf } from "./paths.ts";
import { POLARIS_ICONS, PolarisIcon } from "./polaris-icons.tsx";
import { useBase } from "./use-base.ts";

const ICON_OF = { neutral: undefined, info: "info", success: "check-circle", warning: "alert", critical: "failed" } as const;

const BANNER_ICON = { info: "info", success: "check-circle", warning: "alert", critical: "failed" } as const;

/** A card's box; the padding is the content's. */
export function PolarisSurface({ children }: SurfaceProps) {
  return <div className="pc-surface">{children}</div>;
}

/** Polaris' button in the variants that pages need. */
export function PolarisButton({ children, variant = "plain", to, onAction, icon, busy, disabled, tone, external, submit, wide, name, iconOnly }: ButtonProps) {
  const base = useBase();
  const look = { plain: undefined, primary: "primary", quiet: "tertiary" } as const;
  const props = given({
    variant: look[variant], icon: icon ? POLARIS_ICONS[icon] : undefined, loading: busy, disabled, tone, external, submit, fullWidth: wide,
    url: to === undefined ? undefined : pathOf(base, to), onClick: onAction, accessibilityLabel: name ?? (iconOnly ? children : undefined),
  });
  return iconOnly ? <Button {...props} /> : <Button {...props}>{children}</Button>;
}

/** A link in text. */
export function PolarisLink({ to, children, external, download }: LinkProps) {
  const base = useBase();
  // A download must be a plain anchor: Polaris' link would go through the router.
  if (download) return <a className="pc-link" href={to} download>{children}</a>;
  return <PolarisTextLink url={pathOf(base, to)} removeUnderline {...given({ external })}>{children}</PolarisTextLink>;
}

/** A state with its icon and word. */
export function PolarisBadge({ tone, icon, children }: BadgeProps) {
  const name = icon ?? ICON_OF[tone];
  const colour = tone === "neutral" ? undefined : tone;
  return <Badge {...given({ tone: colour, icon: name ? POLARIS_ICONS[name] : undefined })}>{children}</Badge>;
}

/** What happened and what to do now: one tinted row. Polaris' own takes a quarter of a phone for one sentence. */
export function PolarisBanner({ tone, title, children, actions = [], onDismiss }: BannerProps) {
  return (
    <div className={`pc-banner pc-banner-${tone}`} role={tone === "critical" ? "alert" : "status"}>
      <PolarisIcon name={BANNER_ICON[tone]} />
      <div className="pc-grow"><strong>{title}</strong>{children}</div>
      {actions.map(({ label, ...action }) => <PolarisButton key={label} {...action}>{label}</PolarisButton>)}
      {onDismiss ? <PolarisButton variant="quiet" icon="x" iconOnly onAction={onDismiss}>Dismiss</PolarisButton> : null}
    </div>
  );
}

/** Actions behind one button. */
export function PolarisMenu({ label, actions }: MenuProps) {
  const [open, setOpen] = useState(false);
  const base = useBase();
  const items = actions.map((action) => given({
    content: action.label, onAction: action.onAction, url: action.to === undefined ? undefined : pathOf(base, action.to),
    icon: action.icon ? POLARIS_ICONS[action.icon] : undefined, disabled: action.disabled, destructive: action.tone === "critical",
  }));
  return (
    <Popover active={open} onClose={() => setOpen(false)} preferredAlignment="right" activator={<Button icon={POLARIS_ICONS.more} accessibilityLabel={label} onClick={() => setOpen(!open)} />}>
      <ActionList actionRole="menuitem" items={items} onActionAnyItem={() => setOpen(false)} />
    </Popover>
  );
}

/** How far something is. */
export function PolarisProgress({ label, value }: SpinnerlessProgressProps) {
  return <Labelled label={label}><ProgressBar progress={Math.round(value * 100)} size="small" tone="primary" /></Labelled>;
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <div className="pc-stack pc-tight"><span className="pc-small">{label}</span>{children}</div>;
}
