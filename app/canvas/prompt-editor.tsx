import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { fillPrompt } from "#app/core/text-template.ts";
import { mentionAt, suggestionsFor, type Suggestion } from "#app/ui/mention-at.ts";
import type { BuilderProblem } from "./derived.ts";
import { emptyFields, mentionBefore, piecesOf, withFallback, withoutEmpty } from "./prompt-pieces.ts";
import type { SampleProduct } from "./types.ts";

const SHOWN = 8;
const CARET_KEYS = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

/**
 * A prompt with mentions as chips. The text stays plain text in a text area, so that typing, selecting and
 * screen readers are the browser's own; the chips are drawn behind it. Backspace removes a mention whole.
 * The list follows the ARIA pattern of a text box with a list box.
 */
export function PromptEditor({ label, help, value, connected, suggestions, problems, samples, readOnly, onChange, onDone }: {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  /** Whether a wire gives the prompt, so that this text is not used. */
  readonly connected: boolean;
  readonly suggestions: readonly Suggestion[];
  readonly problems: readonly BuilderProblem[];
  readonly samples: readonly SampleProduct[];
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
  readonly onDone: () => void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const caret = useRef<number | null>(null);
  const [typed, setTyped] = useState<{ readonly from: number; readonly to: number; readonly text: string } | null>(null);
  const [chosen, setChosen] = useState(0);
  const fitting = useMemo(() => (typed ? suggestionsFor(typed.text, suggestions) : []), [typed, suggestions]);
  const shown = fitting.slice(0, SHOWN);
  const active = Math.min(chosen, shown.length - 1);
  const known = useMemo(() => new Set(suggestions.map(({ name }) => name)), [suggestions]);
  const pieces = useMemo(() => piecesOf(value, known), [value, known]);
  useEffect(() => {
    if (caret.current === null || !area.current) return;
    area.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);
  const look = ({ currentTarget: target }: SyntheticEvent<HTMLTextAreaElement>) => {
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
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const target = event.currentTarget;
    if (event.key === "Backspace" && target.selectionStart === target.selectionEnd && !event.metaKey && !event.ctrlKey) {
      const mention = typed ? null : mentionBefore(value, target.selectionStart, known);
      if (!mention) return;
      event.preventDefault();
      caret.current = mention.from;
      onChange(value.slice(0, mention.from) + value.slice(mention.to));
      return;
    }
    if (shown.length === 0) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setChosen((active + 1) % shown.length), ArrowUp: () => setChosen((active + shown.length - 1) % shown.length),
      Enter: () => take(shown[active]), Tab: () => take(shown[active]), Escape: () => setTyped(null),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div className="cv-prompt">
      <label htmlFor={id}>{label}</label>
      {connected ? <p className="cv-quiet">A wire gives the prompt, so this text waits.</p> : null}
      <div className="cv-prompt-box">
        <div className="cv-prompt-behind" ref={behind} aria-hidden="true">
          {pieces.map(({ text, kind }, index) => (kind === "text" ? text : <mark key={index} className={kind === "known" ? "cv-mention" : "cv-mention cv-lost"}>{text}</mark>))}{"\n"}
        </div>
        <textarea
          id={id} ref={area} value={value} readOnly={readOnly} maxLength={4000} rows={6} spellCheck autoComplete="off"
          onChange={(event) => { onChange(event.target.value); look(event); }} onClick={look} onKeyUp={(event) => { if (CARET_KEYS.has(event.key)) look(event); }} onKeyDown={onKey}
          onBlur={() => { setTyped(null); onDone(); }} onScroll={({ currentTarget }) => { if (behind.current) behind.current.scrollTop = currentTarget.scrollTop; }}
          aria-autocomplete="list" aria-controls={shown.length > 0 ? `${id}-list` : undefined} aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined} aria-describedby={`${id}-help`}
        />
      </div>
      {shown.length > 0 ? (
        <ul className="cv-mentions" id={`${id}-list`} role="listbox" aria-label={`What can be mentioned in ${label}`}>
          {shown.map(({ name, label: says }, index) => (
            // The caret must stay in the text, so a press of the mouse takes no focus.
            <li key={name} id={`${id}-${index}`} role="option" aria-selected={index === active} onMouseDown={(event) => event.preventDefault()} onClick={() => take(shown[index])}><strong>{`@${name}`}</strong><span>{says}</span></li>
          ))}
          {fitting.length > SHOWN ? <li role="presentation" className="cv-quiet">{`${fitting.length - SHOWN} more: type on to find them`}</li> : null}
        </ul>
      ) : null}
      <p id={`${id}-help`} className="cv-quiet">{help || "Type @ to mention a product field or another step."}</p>
      {problems.map((problem) => <LostMention key={problem.what} problem={problem} value={value} onChange={onChange} />)}
      {samples.length > 0 ? <Preview value={value} samples={samples} onChange={onChange} readOnly={readOnly} /> : null}
    </div>
  );
}

function LostMention({ problem: { what, fix }, value, onChange }: { readonly problem: BuilderProblem; readonly value: string; readonly onChange: (value: string) => void }) {
  const [wrong, right] = [/“@([^”]+)”/.exec(what)?.[1], /“@([^”]+)”/.exec(fix)?.[1]];
  return (
    <div className="cv-warning">
      <p>{what} {fix}</p>
      {wrong && right ? <button type="button" className="cv-fix" onClick={() => onChange(value.replaceAll(`@${wrong}`, `@${right}`))}>{`Use @${right}`}</button> : null}
    </div>
  );
}

/** The prompt as one of the shop's products makes it, and what is empty on how many. */
function Preview({ value, samples, readOnly, onChange }: { readonly value: string; readonly samples: readonly SampleProduct[]; readonly readOnly: boolean; readonly onChange: (value: string) => void }) {
  const [at, setAt] = useState(samples[0]?.id ?? "");
  const product = samples.find(({ id }) => id === at) ?? samples[0];
  const missing = useMemo(() => emptyFields(value, samples), [value, samples]);
  if (!product) return null;
  return (
    <div className="cv-preview">
      {missing.map(({ name, word, empty, reads }) => (
        <div key={name} className="cv-warning">
          <strong>{`${name} is empty on ${empty.length} of ${samples.length} products`}</strong>
          <p>{`Those prompts would read “${reads}”.`}</p>
          {readOnly ? null : (
            <div className="cv-row">
              <button type="button" className="cv-fix" onClick={() => onChange(withoutEmpty(value, name))}>Leave it out</button>
              <button type="button" className="cv-fix" onClick={() => onChange(withFallback(value, name, `its ${word}`))}>{`Use “its ${word}”`}</button>
              <button type="button" className="cv-fix" onClick={() => setAt(empty[0]?.id ?? at)}>Show one</button>
            </div>
          )}
        </div>
      ))}
      <label className="cv-preview-on">Preview on <select value={product.id} onChange={({ target }) => setAt(target.value)}>{samples.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select></label>
      <p className="cv-preview-text">{filled(value, product)}</p>
    </div>
  );
}

/** What other steps give is known only when they ran: it keeps its name. */
function filled(value: string, { values }: SampleProduct): string {
  const { unknown } = fillPrompt(value, values);
  return fillPrompt(value, { ...values, ...Object.fromEntries(unknown.map((name) => [name, `[${name}]`])) }).text || "Empty";
}
