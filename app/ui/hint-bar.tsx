import { useState } from "react";
import { useShortcuts } from "./use-shortcuts.ts";
import { useSurroundings } from "./workspace.tsx";

/** A key and what it does; `more` ones are in the list behind ? only. */
export interface Hint {
  readonly keys: readonly string[];
  readonly does: string;
  readonly more?: boolean;
}

/** The keys that matter, at the bottom of the page; ? shows all. Not on a phone. */
export function HintBar({ note, hints }: { readonly note?: string; readonly hints: readonly Hint[] }) {
  const { singleKeys } = useSurroundings();
  const [all, setAll] = useState(false);
  useShortcuts({ "?": () => setAll(!all), ...(all ? { Escape: () => setAll(false) } : {}) });
  const usable = singleKeys ? hints : hints.filter(({ keys }) => keys.every((key) => key.length > 1));
  const shown = all ? usable : usable.filter(({ more }) => !more);
  return (
    <div className={all ? "pc-hints pc-hints-all" : "pc-hints"}>
      <span className="pc-grow">{note}</span>
      <ul aria-label="Keyboard">
        {shown.map(({ keys, does }) => <li key={does}>{keys.map((key) => <kbd key={key}>{key}</kbd>)} {does}</li>)}
        {singleKeys ? <li><button type="button" aria-expanded={all} onClick={() => setAll(!all)}><kbd>?</kbd> {all ? "fewer keys" : "all keys"}</button></li> : null}
      </ul>
    </div>
  );
}
