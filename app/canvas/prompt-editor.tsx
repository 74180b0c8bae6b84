import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { fillPrompt } from "#app/core/text-template.ts";
import type { Suggestion } from "#app/ui/mention-at.ts";
import { useMentions } from "#app/ui/use-mentions.ts";
import type { BuilderProblem } from "./derived.ts";
import { emptyFields, mentionBefore, piecesOf, withFallback, withoutEmpty } from "./prompt-pieces.ts";
import type { SampleProduct } from "./types.ts";

/**
 * A prompt with mentions as chips. The text stays plain text in a text area, so that typing, selecting and
 * screen readers are the browser's own; the chips are drawn behind it. Backspace removes a mention whole.
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
  const behind = useRef<HTMLDivElement>(null);
  const { typing, shown, more, active, look, onKeyUp, onKey, take, replace, close } = useMentions({ value, suggestions, takes: ["Enter", "Tab"], onChange });
  const known = useMemo(() => new Set(suggestions.map(({ name }) => name)), [suggestions]);
  const pieces = useMemo(() => piecesOf(value, known), [value, known]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (onKey(event) || event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key !== "Backspace" || selectionStart !== selectionEnd || event.metaKey || event.ctrlKey || typing) return;
    const mention = mentionBefore(value, selectionStart, known);
    if (!mention) return;
    event.preventDefault();
    replace(value.slice(0, mention.from) + value.slice(mention.to), mention.from);
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
          id={id} value={value} readOnly={readOnly} maxLength={4000} rows={6} spellCheck autoComplete="off"
          onChange={(event) => { onChange(event.target.value); look(event); }} onClick={look} onKeyUp={onKeyUp} onKeyDown={onKeyDown}
          onBlur={() => { close(); onDone(); }} onScroll={({ currentTarget }) => { if (behind.current) behind.current.scrollTop = currentTarget.scrollTop; }}
          aria-autocomplete="list" aria-controls={shown.length > 0 ? `${id}-list` : undefined} aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined} aria-describedby={`${id}-help`}
        />
      </div>
      {shown.length > 0 ? (
        <ul className="cv-mentions" id={`${id}-list`} role="listbox" aria-label={`What can be mentioned in ${label}`}>
          {shown.map(({ name, label: says }, index) => (
            // The caret must stay in the text, so a press of the mouse takes no focus.
            <li key={name} id={`${id}-${index}`} role="option" aria-selected={index === active} onMouseDown={(event) => event.preventDefault()} onClick={() => take(shown[index])}><strong>{`@${name}`}</strong><span>{says}</span></li>
          ))}
          {more > 0 ? <li role="presentation" className="cv-quiet">{`${more} more: type on to find them`}</li> : null}
        </ul>
      ) : null}
      <p id={`${id}-help`} className="cv-quiet">{help || "Type @ to mention a product field or another step."}</p>
      {problems.filter(({ code }) => code !== "empty_field").map((problem) => <LostMention key={problem.what} problem={problem} value={value} onChange={onChange} />)}
      {samples.length > 0 ? <Preview value={value} known={known} samples={samples} onChange={onChange} readOnly={readOnly} /> : null}
    </div>
  );
}

function LostMention({ problem: { what, fix }, value, onChange }: { readonly problem: BuilderProblem; readonly value: string; readonly onChange: (value: string) => void }) {
  const [wrong, right] = [/“@([^”]+)”/.exec(what)?.[1], /“@([^”]+)”/.exec(fix)?.[1]];
  return (
    <div className="cv-warning">
      <p>{what} {fix}</p>
      {wrong && right ? <Fix label={`Use @${right}`} onFix={() => onChange(value.replaceAll(`@${wrong}`, `@${right}`))} /> : null}
    </div>
  );
}

/** Mends the prompt. A press of the mouse takes no focus from it: the panel would fold, and the button move away under the hand. */
function Fix({ label, onFix }: { readonly label: string; readonly onFix: () => void }) {
  return <button type="button" className="cv-fix" onMouseDown={(event) => event.preventDefault()} onClick={onFix}>{label}</button>;
}

/** The prompt as one of the shop's products makes it, and what is empty on how many. */
function Preview({ value, known, samples, readOnly, onChange }: { readonly value: string; readonly known: ReadonlySet<string>; readonly samples: readonly SampleProduct[]; readonly readOnly: boolean; readonly onChange: (value: string) => void }) {
  const [at, setAt] = useState(samples[0]?.id ?? "");
  const product = samples.find(({ id }) => id === at) ?? samples[0];
  const missing = useMemo(() => emptyFields(value, samples, known), [value, samples, known]);
  if (!product) return null;
  return (
    <div className="cv-preview">
      {missing.map(({ name, word, empty, reads }) => (
        <div key={name} className="cv-warning">
          <strong>{`“${word}” is empty on ${empty.length} of ${samples.length} products`}</strong>
          <p>{`Those prompts would read “${reads}”.`}</p>
          {readOnly ? null : (
            <div className="cv-row">
              <Fix label="Leave it out" onFix={() => onChange(withoutEmpty(value, name))} />
              <Fix label={`Use “its ${word}”`} onFix={() => onChange(withFallback(value, name, `its ${word}`))} />
              <Fix label="Show one" onFix={() => setAt(empty[0]?.id ?? at)} />
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
