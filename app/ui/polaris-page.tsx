import { Modal, SaveBar, TitleBar } from "@shopify/app-bridge-react";
import { useNavigate } from "@remix-run/react";
import type { Action, DialogProps, PageProps, SaveBarProps } from "./kit-types.ts";
import { pathOf } from "./paths.ts";
import { PolarisBadge } from "./polaris-parts.tsx";
import { useBase } from "./use-base.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";

/**
 * A page in the admin. Title, way back and actions go into the admin's title bar; the heading stays in
 * the document for screen readers. What the title bar cannot hold (badges, figures) stands on top.
 */
export function PolarisPage({ title, note, badges = [], back, primary, secondary = [], children }: PageProps) {
  const base = useBase();
  const navigate = useNavigate();
  const act = ({ to, onAction, external }: Action) => {
    if (onAction) onAction();
    else if (to !== undefined && external) open(to, "_top");
    else if (to !== undefined) navigate(pathOf(base, to));
  };
  const status = badges.length > 0 || note !== undefined;
  return (
    <div className="pc-page">
      <TitleBar title={title}>
        {back ? <button variant="breadcrumb" onClick={() => navigate(pathOf(base, back.to))}>{back.label}</button> : null}
        {primary ? <BarButton action={primary} variant="primary" onAct={act} /> : null}
        {secondary.map((action) => <BarButton key={action.label} action={action} onAct={act} />)}
      </TitleBar>
      <h1 className="pc-hidden">{title}</h1>
      {status ? (
        <div className="pc-status">
          {badges.map((badge) => <PolarisBadge key={badge.children} {...badge} />)}
          {note === undefined ? null : <span className="pc-note">{note}</span>}
        </div>
      ) : null}
      {children}
    </div>
  );
}

function BarButton({ action, variant, onAct }: { readonly action: Action; readonly variant?: "primary"; readonly onAct: (action: Action) => void }) {
  const { label, busy, disabled, tone } = action;
  return (
    <button {...(variant ? { variant } : {})} {...(tone ? { tone } : {})} {...(busy ? { loading: "" } : {})} disabled={disabled ?? false} onClick={() => onAct(action)}>{label}</button>
  );
}

/** A form over the page, in the admin's own modal. */
export function PolarisDialog({ open, title, onClose, action, children }: DialogProps) {
  return (
    <Modal open={open} onHide={onClose}>
      <div className="pc-dialog">{open ? children : null}</div>
      <TitleBar title={title}>
        <button variant="primary" {...(action.tone ? { tone: action.tone } : {})} {...(action.busy ? { loading: "" } : {})} disabled={action.disabled ?? false} onClick={action.onAction}>{action.label}</button>
        <button onClick={onClose}>Cancel</button>
      </TitleBar>
    </Modal>
  );
}

/** The admin's save bar. */
export function PolarisSaveBar({ dirty, saving, saveLabel, onSave, onDiscard }: SaveBarProps) {
  useLeaveGuard(dirty && !saving);
  return (
    <SaveBar open={dirty} id="piccaso-save-bar">
      <button variant="primary" {...(saving ? { loading: "" } : {})} onClick={onSave}>{saveLabel}</button>
      <button onClick={onDiscard}>Discard</button>
    </SaveBar>
  );
}
