import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { Action, DialogProps, PageProps, SaveBarProps } from "./kit-types.ts";
import { StudioIcon } from "./studio-icons.tsx";
import { StudioBadge, StudioButton, StudioLink } from "./studio-parts.tsx";
import { useLeaveGuard } from "./use-leave-guard.ts";

function ActionButton({ action, primary }: { readonly action: Action; readonly primary?: boolean }) {
  const { label, ...rest } = action;
  return <StudioButton {...rest} variant={primary ? "primary" : "plain"}>{label}</StudioButton>;
}

/** A page with its title on top. */
export function StudioPage({ title, note, badges = [], back, primary, secondary = [], children }: PageProps) {
  return (
    <div className="pc-page">
      <header className="st-head">
        <div className="pc-grow">
          {back ? <p className="st-back"><StudioLink to={back.to}><StudioIcon name="back" />{back.label}</StudioLink></p> : null}
          <h1>{title}</h1>
          {badges.length > 0 || note !== undefined ? <div className="pc-row">{badges.map((badge) => <StudioBadge key={badge.children} {...badge} />)}{note === undefined ? null : <span className="pc-note">{note}</span>}</div> : null}
        </div>
        <div className="pc-row">{secondary.map((action) => <ActionButton key={action.label} action={action} />)}{primary ? <ActionButton action={primary} primary /> : null}</div>
      </header>
      {children}
    </div>
  );
}

/** A small form over the page. */
export function StudioDialog({ open, title, onClose, action, children }: DialogProps) {
  return (
    <ModalOverlay className="st-overlay" isOpen={open} isDismissable onOpenChange={(now) => { if (!now) onClose(); }}>
      <Modal className="st-modal">
        <Dialog>
          <Heading slot="title">{title}</Heading>
          <div className="pc-dialog">{children}</div>
          <footer className="pc-row st-foot"><StudioButton onAction={onClose}>Cancel</StudioButton><ActionButton action={action} primary /></footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Stands over the page while a form is dirty. */
export function StudioSaveBar({ dirty, saving, saveLabel, onSave, onDiscard }: SaveBarProps) {
  useLeaveGuard(dirty && !saving);
  if (!dirty) return null;
  return (
    <div className="st-savebar" role="region" aria-label="Unsaved changes">
      <span className="pc-grow">Unsaved changes</span><StudioButton onAction={onDiscard}>Discard</StudioButton><StudioButton variant="primary" busy={saving} onAction={onSave}>{saveLabel}</StudioButton>
    </div>
  );
}
