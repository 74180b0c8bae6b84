import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { PORT_WORDS } from "#app/core/port-types.ts";
import { nodeIcon } from "#app/ui/graph-picture.tsx";
import { Icon } from "#app/ui/kit.tsx";
import { addFound, fittingTypes } from "./actions.ts";
import { portAt } from "./edits/connect.ts";
import { PortGlyph } from "./port-glyph.tsx";
import { costClass, keyWords } from "./spec-words.ts";
import { useEditor, type Editor, type StepSearch } from "./store.ts";

/** Width and the most height of the list, in pixels. */
const SIZE = { width: 400, height: 520 } as const;

/** Search for a step to add: what each does, what it costs and which key it needs. Enter adds and connects, Escape lets go of the wire. */
export function StepSearchBox({ search }: { readonly search: StepSearch }) {
  const editor = useEditor();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const fitting = useMemo(() => new Set(fittingTypes(editor, search)), [editor, search]);
  const found = useMemo(() => matches(editor, text).filter(({ type }) => fitting.has(type)), [editor, text, fitting]);
  const active = Math.min(chosen, Math.max(0, found.length - 1));
  useEffect(() => { input.current?.focus(); }, [search]);
  useEffect(() => { document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: "nearest" }); }, [list, active]);
  const wire = useMemo(() => wireType(editor, search), [editor, search]);
  const close = () => { editor.set({ search: null }); editor.view?.focus(); };
  const take = (index: number) => {
    const spec = found[index];
    if (!spec) return;
    addFound(editor, search, spec.type);
    editor.view?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setChosen(found.length ? (active + 1) % found.length : 0), ArrowUp: () => setChosen(found.length ? (active + found.length - 1) % found.length : 0),
      Home: () => setChosen(0), End: () => setChosen(found.length - 1), Enter: () => take(active), Escape: close, Tab: close,
    };
    const move = moves[event.key];
    if (!move || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const room = editor.view?.room() ?? { width: 9_999, height: 9_999 };
  const left = Math.max(8, Math.min(search.at.x, room.width - SIZE.width - 8));
  const top = Math.max(8, Math.min(search.at.y, room.height - SIZE.height));
  return (
    <div className="cv-search" style={{ left, top, width: SIZE.width }} onKeyDown={onKey}>
      <div className="cv-search-field">
        <Icon name="search" />
        <input
          ref={input} type="text" value={text} onChange={({ target }) => { setText(target.value); setChosen(0); }} placeholder={wire ? `Search ${fitting.size} steps that ${search.to && !search.edge ? "give" : "take"}` : "Search steps"}
          role="combobox" aria-expanded aria-controls={list} aria-activedescendant={found.length ? `${list}-${active}` : undefined} aria-label="Search for a step to add" autoComplete="off" spellCheck={false}
        />
        {wire ? <span className="cv-chip"><PortGlyph type={wire} />{PORT_WORDS[wire].name}</span> : null}
      </div>
      <ul id={list} role="listbox" aria-label="Steps">
        {found.map((spec, index) => (
          <li key={spec.type} id={`${list}-${index}`} role="option" aria-selected={index === active} onMouseDown={(event) => event.preventDefault()} onClick={() => take(index)} onMouseMove={() => setChosen(index)}>
            <Icon name={nodeIcon(spec.type)} />
            <span className="cv-search-words"><strong>{spec.title}</strong><span>{spec.description}</span><small>{keyWords(spec, editor)}</small></span>
            <span className="cv-search-cost">{costClass(spec, editor)}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="cv-search-none">No step of this name{wire ? " fits here" : ""}. Describe what it does, for example “background”.</p> : null}
      <div className="cv-search-foot" aria-hidden="true"><span><kbd>↑</kbd><kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> add{wire ? " and connect" : ""}</span><span>{fitting.size < editor.specs.length ? `${editor.specs.length - fitting.size} more do not fit` : ""}</span><kbd>Esc</kbd></div>
      <p className="pc-hidden" role="status">{found.length === 1 ? "1 step" : `${found.length} steps`}</p>
    </div>
  );
}

/** Words that begin a title first, then titles, then descriptions. */
function matches(editor: Editor, text: string) {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return editor.specs;
  const rank = ({ title, description, type }: { title: string; description: string; type: string }) => {
    const name = title.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return `${description} ${type}`.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return editor.specs.filter((spec) => rank(spec) < 3).sort((a, b) => rank(a) - rank(b));
}

function wireType({ graph, catalog }: Editor, { from, to, edge }: StepSearch) {
  const end = from ?? edge?.from;
  if (end) return portAt(graph, catalog, end, "outputs")?.type;
  return to && portAt(graph, catalog, to, "inputs")?.type;
}
