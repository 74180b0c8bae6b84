import { useId } from "react";
import { TextField } from "./kit.tsx";
import type { Suggestion } from "./mention-at.ts";
import { useMentions } from "./use-mentions.ts";

/** A prompt in which @ opens a list of what can be mentioned. */
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
  const { typing, shown, more, active, look, onKeyUp, onKey, take, close } = useMentions({ value, suggestions, takes: ["Enter"], onChange });
  const option = (index: number) => `${list}-${index}`;
  return (
    <div className="pc-prompt" onKeyDownCapture={onKey} onInput={look} onClick={look} onKeyUp={onKeyUp} onBlur={close}>
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
      {more > 0 ? <p className="pc-small">{`${more} more: type on to find them.`}</p> : null}
      <p className="pc-hidden" role="status">{typing && suggestions.length > 0 ? (shown.length === 0 ? "Nothing to mention by this name" : `${shown.length + more} to mention, arrows choose, Enter takes`) : ""}</p>
    </div>
  );
}
