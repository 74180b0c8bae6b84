import { Link as RouterLink } from "@remix-run/react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { given } from "./given.ts";
import type { BadgeProps, BannerProps, ButtonProps, LinkProps, MenuProps, SpinnerlessProgressProps, SurfaceProps } from "./kit-types.ts";
import { pathOf } from "./paths.ts";
import { useNavigate } from "@remix-run/react";
import { StudioIcon } from "./studio-icons.tsx";
import { useBase } from "./use-base.ts";

const ICON_OF = { neutral: undefined, info: "info", success: "check-circle", warning: "alert", critical: "failed" } as const;

/** A card's box. */
export function StudioSurface({ children }: SurfaceProps) {
  return <section className="pc-surface">{children}</section>;
}

/** A button, or a link that looks like one. */
export function StudioButton({ children, variant = "plain", to, onAction, icon, busy, disabled, tone, external, submit, wide, name, iconOnly }: ButtonProps) {
  const base = useBase();
  const look = `st-button st-${variant}${wide ? " st-wide" : ""}${tone ? " st-critical" : ""}`;
  const label = name ?? (iconOnly ? children : undefined);
  const content = <>{icon ? <StudioIcon name={icon} /> : null}{iconOnly ? null : children}</>;
  if (to !== undefined && !disabled) {
    return external ? <a className={look} href={to} aria-label={label}>{content}</a> : <RouterLink className={look} to={pathOf(base, to)} aria-label={label}>{content}</RouterLink>;
  }
  return <Button className={look} type={submit ? "submit" : "button"} isDisabled={Boolean(disabled)} isPending={Boolean(busy)} {...given({ onPress: onAction, "aria-label": label })}>{content}</Button>;
}

/** A link in text. */
export function StudioLink({ to, children, external, download }: LinkProps) {
  const base = useBase();
  if (download) return <a className="pc-link" href={to} download>{children}</a>;
  return external ? <a className="pc-link" href={to} rel="noreferrer">{children}</a> : <RouterLink className="pc-link" to={pathOf(base, to)}>{children}</RouterLink>;
}

/** A state with its icon and word. */
export function StudioBadge({ tone, icon, children }: BadgeProps) {
  const name = icon ?? ICON_OF[tone];
  return <span className={`st-badge st-tone-${tone}`}>{name ? <StudioIcon name={name} /> : null}{children}</span>;
}

/** What happened and what to do now. */
export function StudioBanner({ tone, title, children, actions = [], onDismiss }: BannerProps) {
  return (
    <div className={`st-banner st-tone-${tone}`} role={tone === "critical" ? "alert" : "status"}>
      <StudioIcon name={ICON_OF[tone] ?? "info"} />
      <div className="pc-grow">
        <strong>{title}</strong>{children}
        {actions.length > 0 ? <div className="pc-row pc-below">{actions.map(({ label, ...action }) => <StudioButton key={label} {...action}>{label}</StudioButton>)}</div> : null}
      </div>
      {onDismiss ? <StudioButton variant="quiet" icon="x" iconOnly onAction={onDismiss}>Dismiss</StudioButton> : null}
    </div>
  );
}

/** Actions behind one button. */
export function StudioMenu({ label, actions }: MenuProps) {
  const base = useBase();
  const navigate = useNavigate();
  return (
    <MenuTrigger>
      <Button className="st-button st-plain" aria-label={label}><StudioIcon name="more" /></Button>
      <Popover className="st-popover">
        <Menu>{actions.map(({ label: name, onAction, to, disabled }) => <MenuItem key={name} isDisabled={Boolean(disabled)} onAction={() => { if (onAction) onAction(); else if (to !== undefined) navigate(pathOf(base, to)); }}>{name}</MenuItem>)}</Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** How far something is. */
export function StudioProgress({ label, value }: SpinnerlessProgressProps) {
  return <label className="pc-stack pc-tight"><span className="pc-small">{label}</span><progress className="st-progress" max={1} value={value} /></label>;
}
