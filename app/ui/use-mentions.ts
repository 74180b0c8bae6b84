import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { mentionAt, suggestionsFor, type Suggestion } from "./mention-at.ts";

/** So many options are shown, without a scroll bar; typing on finds the others. */
const SHOWN = 8;
/** Keys that move the caret without changing the text, and that the list does not take. */
const CARET_KEYS = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

/** The list of what can be mentioned, while an @ is being typed. */
export interface Mentions {
  /** Whether a mention is being typed before the caret. */
  readonly typing: boolean;
  readonly shown: readonly Suggestion[];
  /** How many more fit what was typed. */
  readonly more: number;
  /** The place of the active option; -1 where none is shown. */
  readonly active: number;
  /** After an input, a click or a key: looks at what stands before the caret. */
  readonly look: (event: SyntheticEvent) => void;
  readonly onKeyUp: (event: KeyboardEvent) => void;
  /** Whether the list has taken the key. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly take: (suggestion: Suggestion | undefined) => void;
  /** Puts in another text, with the caret at this place. */
  readonly replace: (text: string, caret: number) => void;
  readonly close: () => void;
}

/**
 * The ARIA pattern of a text box with a list box, for a text area in which @ mentions: the caret stays in the
 * text, arrows move the active option, the keys of `takes` take it, Escape closes.
 */
export function useMentions({ value, suggestions, takes, onChange }: {
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly takes: readonly string[];
  readonly onChange: (value: string) => void;
}): Mentions {
  const area = useRef<HTMLTextAreaElement | null>(null);
  /** Where the caret goes after the text was changed from here. */
  const caret = useRef<number | null>(null);
  const [typed, setTyped] = useState<{ readonly from: number; readonly to: number; readonly text: string } | null>(null);
  const [chosen, setChosen] = useState(0);
  const fitting = useMemo(() => (typed ? suggestionsFor(typed.text, suggestions) : []), [typed, suggestions]);
  // A name that is written out asks for nothing more.
  const whole = fitting.length === 1 && fitting[0]?.name === typed?.text;
  const shown = whole ? [] : fitting.slice(0, SHOWN);
  const active = Math.min(chosen, shown.length - 1);
  useEffect(() => {
    if (caret.current === null || !area.current) return;
    area.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);

  const look = ({ target }: SyntheticEvent) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    area.current = target;
    const found = target.selectionStart === target.selectionEnd ? mentionAt(target.value, target.selectionStart) : null;
    if (found?.text !== typed?.text) setChosen(0);
    setTyped(found);
  };
  const replace = (text: string, at: number) => {
    caret.current = at;
    setTyped(null);
    onChange(text);
    area.current?.focus();
  };
  const take = (suggestion: Suggestion | undefined) => {
    if (!typed || !suggestion) return;
    const before = `${value.slice(0, typed.from)}@${suggestion.name}`;
    const rest = value.slice(typed.to);
    const gap = rest === "" || /^\w/.test(rest) ? " " : "";
    replace(`${before}${gap}${rest}`, before.length + gap.length);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.target instanceof HTMLTextAreaElement) area.current = event.target;
    if (shown.length === 0 || event.nativeEvent.isComposing) return false;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setChosen((active + 1) % shown.length), ArrowUp: () => setChosen((active + shown.length - 1) % shown.length),
      ...Object.fromEntries(takes.map((key) => [key, () => take(shown[active])])), Escape: () => setTyped(null),
    };
    const move = moves[event.key];
    if (!move) return false;
    event.preventDefault();
    event.stopPropagation();
    move();
    return true;
  };
  return {
    typing: typed !== null && !whole, shown, more: whole ? 0 : fitting.length - shown.length, active, look, onKey, take, replace,
    onKeyUp: (event) => { if (CARET_KEYS.has(event.key)) look(event); },
    close: () => setTyped(null),
  };
}
