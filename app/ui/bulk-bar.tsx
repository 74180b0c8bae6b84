import type { ReactNode } from "react";
import { whole } from "./format.ts";
import { Icon } from "./kit.tsx";

/** Floats over a grid while something is selected. */
export function BulkBar({ selected, onClear, children }: { readonly selected: number; readonly onClear: () => void; readonly children: ReactNode }) {
  if (selected === 0) return null;
  return (
    <div className="pc-bulk" role="toolbar" aria-label="Selected images">
      <span className="pc-bulk-count"><strong className="pc-tabular">{whole(selected)}</strong> selected</span>
      {children}
      <button type="button" className="pc-bulk-clear" aria-label="Clear selection" onClick={onClear}><Icon name="x" /></button>
    </div>
  );
}

/** A button of the bulk bar, with its key. */
export function BulkButton({ icon, label, hotkey, strong, onAction, disabled }: {
  readonly icon: "check" | "x" | "undo" | "redo" | "hand" | "list" | "folder" | "delete";
  readonly label: string;
  readonly hotkey?: string;
  readonly strong?: boolean;
  readonly disabled?: boolean;
  readonly onAction: () => void;
}) {
  return (
    <button type="button" className={strong ? "pc-bulk-button pc-bulk-strong" : "pc-bulk-button"} onClick={onAction} disabled={disabled}>
      <Icon name={icon} />{label}{hotkey ? <kbd aria-hidden="true">{hotkey}</kbd> : null}
    </button>
  );
}
