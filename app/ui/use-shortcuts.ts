import { useEffect, useRef } from "react";
import { useSurroundings } from "./workspace.tsx";

/** Keys by their `event.key`, single letters in lower case; "mod+enter" also works while typing. */
export type Shortcuts = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;

/** Single keys of a page. Off while typing, in a dialog, and where the workspace has switched them off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { singleKeys } = useSurroundings();
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (event.defaultPrevented || !name) return;
      const action = current.current[name];
      if (!action) return;
      // In a field that one chooses the field's own text.
      const whileTyping = name.startsWith("mod+") && name !== "mod+a";
      if (!whileTyping && (isTyping(event.target) || ownKey(event) || (name.length === 1 && !singleKeys))) return;
      event.preventDefault();
      action(event);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [singleKeys]);
}

function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `mod+${key.toLowerCase()}`;
  return event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key;
}

/** A slider keeps the keys that move it; the others are the page's. */
function ownKey({ target, key }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && target.type === "range" && /^(Arrow|Home|End|Page)/.test(key);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog[open], [role=dialog]")) return true;
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=button])");
}
