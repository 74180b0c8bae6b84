import { useEffect, useId, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { TextField } from "./kit.tsx";
import { mentionAt, suggestionsFor, type Suggestion } from "./mention-at.ts";

/** So many options are shown, without a scroll bar; typing on finds the others. */
const SHOWN = 8;
/** Keys that move the caret without changing the text, and that the list does not take. */
const CARET_KEYS = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

/**
 * A prompt in which @ opens a list of what can be mentioned. The list follows the ARIA pattern of a text box
 * with a list box: the caret stays in the text, arrows move the active option, Enter takes it, Escape closes.
 */
export function PromptField({ label, help, error, disabled, value, suggestions, onChange }: {
  readonly label: string;
  readonly help: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly onChange: (value: string) => void;
}) {
  const list = useId();
  const area = useRef<HTMLTextAreaElement | null>(null);
  /** Where the caret goes after a mention was put in. */
  const caret = useRef<number | null>(null);
  const [typed, setTyped] = useState<{ readonly from: number; readonly to: number; readonly text: string } | null>(null);
  const [chosen, setChosen] = useState(0);
  const fitting = typed ? suggestionsFor(typed.text, suggestions) : [];
  const shown = fitting.slice(0, SHOWN);
  const active = Math.min(chosen, shown.length - 1);
  const option = (index: number) => `${list}-${index}`;

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
  const take = (suggestion: Suggestion | undefined) => {
    if (!typed || !suggestion) return;
    const before = `${value.slice(0, typed.from)}@${suggestion.name}`;
    const rest = value.slice(typed.to);
    const gap = rest === "" || /^\w/.test(rest) ? " " : "";
    caret.current = before.length + gap.length;
    setTyped(null);
    onChange(`${before}${gap}${rest}`);
    area.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (shown.length === 0 || event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setChosen((active + 1) % shown.length), ArrowUp: () => setChosen((active + shown.length - 1) % shown.length),
      Enter: () => take(shown[active]), Escape: () => setTyped(null),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div className="pc-prompt" onKeyDownCapture={onKey} onInput={look} onClick={look} onKeyUp={(event) => { if (CARET_KEYS.has(event.key)) look(event); }} onBlur={() => setTyped(null)}>
      <TextField label={label} help={help} error={error} disabled={disabled} rows={4} value={value} onChange={onChange} listbox={shown.length > 0 ? { id: list, active: option(active) } : null} />
      {shown.length > 0 ? (
        <ul className="pc-mentions" id={list} role="listbox" aria-label={`What can be mentioned in ${label}`}>
          {shown.map(({ name, label: says }, index) => (
            // The caret must stay in the text, so a press of the mouse takes no focus.
            <li key={name} id={option(index)} role="option" aria-selected={index === active} onMouseDown={(event) => event.preventDefault()} onClick={(event) => { event.stopPropagation(); take(shown[index]); }}>
              <strong>{`@${name}`}</strong><span>{says}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {fitting.length > SHOWN ? <p className="pc-small">{`${fitting.length - SHOWN} more: type on to find them.`}</p> : null}
      <p className="pc-hidden" role="status">{typed && suggestions.length > 0 ? (fitting.length === 0 ? "Nothing to mention by this name" : `${fitting.length} to mention, arrows choose, Enter takes`) : ""}</p>
    </div>
  );
}
