import { useEffect, type RefObject } from "react";
import { COMMANDS, type Command } from "./commands.ts";
import { pasteHere, copyChosen } from "./actions.ts";
import type { Editor } from "./store.ts";

const BY_KEY = new Map(COMMANDS.flatMap((command) => command.keys.map((key): [string, Command] => [key, command])));
/** Keys that mean something in the page itself unless the canvas has the focus. */
const ONLY_ON_CANVAS = new Set(["Tab", "Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowRight", "Delete", "Backspace"]);

/** A key that was pressed, as the table of commands writes it. */
export function keyName({ key, ctrlKey, metaKey, altKey, shiftKey, code }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "code">): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // With Shift or Alt the key is another sign on many keyboards; the place of the letter is meant.
  const plain = key.length > 1 ? key : (shiftKey || altKey) && (digit ?? letter) ? digit ?? letter ?? key : key.toUpperCase();
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(plain);
  return [ctrlKey || metaKey ? "Mod" : "", altKey ? "Alt" : "", shiftKey && !isSign ? "Shift" : "", plain].filter(Boolean).join("+").replace("Alt+Shift", "Shift+Alt");
}

/** Whether somebody writes there: then no single key is a command. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select"));
}

/** Runs commands by their keys: off while somebody types or a dialog is open, single letters also when they are switched off. */
export function useKeys(editor: Editor, frame: RefObject<HTMLElement | null>, singleKeys: boolean): void {
  useEffect(() => {
    let leaving = false;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target) || document.querySelector("[role=dialog], [role=alertdialog]")) return;
      const name = keyName(event);
      const command = BY_KEY.get(name);
      if (!command || (command.edits && !editor.mayEdit) || (!singleKeys && name.length === 1)) return;
      const inCanvas = event.target instanceof Element && (event.target.closest(".cv-canvas") !== null || event.target === document.body);
      if (ONLY_ON_CANVAS.has(name) && !inCanvas) return;
      // Tab adds a step only where the canvas itself has the focus, and after Escape it leaves, else the focus would be trapped.
      if (name === "Tab" && (leaving || !(event.target instanceof Element && (event.target.classList.contains("cv-flow") || event.target === document.body)))) return;
      leaving = name === "Escape";
      // The clipboard's own events carry the text, from other windows too.
      if (command.id === "copy" || command.id === "paste") return;
      // A button in the canvas is pressed by Enter, and Tab leaves a wire's button.
      if (event.target instanceof HTMLButtonElement && (name === "Enter" || name === "Tab")) return;
      event.preventDefault();
      event.stopPropagation();
      command.run(editor);
    };
    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || (getSelection()?.toString() ?? "") !== "") return;
      const fragment = copyChosen(editor);
      if (!fragment) return;
      event.clipboardData?.setData("text/plain", JSON.stringify(fragment));
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || !editor.mayEdit) return;
      pasteHere(editor, event.clipboardData?.getData("text/plain") ?? null, false);
      event.preventDefault();
    };
    const box = frame.current;
    // Before React Flow, whose own keys would move a step where ours walk.
    box?.addEventListener("keydown", onKey, true);
    document.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      box?.removeEventListener("keydown", onKey, true);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [editor, frame, singleKeys]);
}
