import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { edgeId } from "#app/core/skill/graph.ts";
import { connect } from "./edits/connect.ts";
import { possibleWires, wireWords } from "./actions.ts";
import { COMMANDS } from "./commands.ts";
import { inReadingOrder } from "./walk.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { useEditor } from "./store.ts";

/** A dialog over the builder. The focus stays in it and goes back where it was. */
export function Over({ title, onClose, children, wide = false }: { readonly title: string; readonly onClose: () => void; readonly children: ReactNode; readonly wide?: boolean }) {
  const heading = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    // The browser would take the first button, which closes.
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={box} role="dialog" className={`cv-over${wide ? " cv-wide" : ""}`} aria-labelledby={heading} onCancel={(event) => { event.preventDefault(); onClose(); }} onClick={({ target }) => { if (target === box.current) onClose(); }}>
      <header><h2 id={heading}>{title}</h2><button type="button" aria-label="Close" onClick={onClose}>×</button></header>
      {children}
    </dialog>
  );
}

/** A list to search in: type, arrows, Enter. */
function Picker({ label, options, none }: { readonly label: string; readonly options: readonly { readonly id: string; readonly label: string; readonly note?: string; run(): void }[]; readonly none: string }) {
  const id = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useMemo(() => options.filter((option) => option.label.toLowerCase().includes(text.trim().toLowerCase())), [options, text]);
  const active = Math.min(chosen, Math.max(0, found.length - 1));
  useEffect(() => { document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" }); }, [id, active]);
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, () => void>> = { ArrowDown: () => setChosen((active + 1) % Math.max(1, found.length)), ArrowUp: () => setChosen((active + found.length - 1) % Math.max(1, found.length)), Enter: () => found[active]?.run() };
    const move = moves[event.key];
    if (!move || event.nativeEvent.isComposing) return;
    event.preventDefault();
    move();
  };
  return (
    <div className="cv-picker" onKeyDown={onKey}>
      <input data-first type="text" aria-label={label} placeholder={label} value={text} onChange={({ target }) => { setText(target.value); setChosen(0); }} role="combobox" aria-expanded aria-controls={id} aria-activedescendant={found.length ? `${id}-${active}` : undefined} autoComplete="off" />
      <ul id={id} role="listbox" aria-label={label}>
        {found.map(({ id: option, label: words, note, run }, index) => <li key={option} id={`${id}-${index}`} role="option" aria-selected={index === active} onClick={run} onMouseMove={() => setChosen(index)}><span>{words}</span>{note ? <small>{note}</small> : null}</li>)}
      </ul>
      {found.length === 0 ? <p className="cv-quiet">{none}</p> : null}
      <p className="pc-hidden" role="status">{`${found.length} found`}</p>
    </div>
  );
}

/** Draws a wire without the mouse: every one that fits, the nearest first. */
export function ConnectMenu({ step }: { readonly step: string }) {
  const editor = useEditor();
  const close = () => { editor.set({ connecting: null }); editor.view?.focus(); };
  const options = possibleWires(editor, step).map((edge) => ({
    id: edgeId(edge), label: wireWords(editor, edge),
    run: () => { editor.do("Connect", connect(editor.graph, editor.catalog, edge), { connecting: null, said: "Connected" }); editor.view?.focus(); },
  }));
  return <Over title="Connect to…" onClose={close}><Picker label="Search wires that fit" options={options} none="No wire fits here. Add a step first." /></Over>;
}

/** Jump to a step, or run a command by its name. */
export function CommandList() {
  const editor = useEditor();
  const close = () => editor.set({ commands: false });
  const steps = inReadingOrder(editor.graph).map((node) => ({ id: `step ${node.id}`, label: nameOf(node, editor.catalog.get(node.type)), note: "Step", run: () => { close(); editor.select([node.id]); editor.view?.show(node.id); editor.view?.focus(); } }));
  const commands = COMMANDS.filter(({ edits, id }) => (!edits || editor.mayEdit) && id !== "find").map((command) => ({ id: command.id, label: command.label, note: command.keys.map(keyWords).join(" or "), run: () => { close(); editor.view?.focus(); command.run(editor); } }));
  return <Over title="Find" onClose={close}><Picker label="Search steps and commands" options={[...steps, ...commands]} none="Nothing of this name." /></Over>;
}

/** Every key. */
export function KeysHelp({ singleKeys }: { readonly singleKeys: boolean }) {
  const editor = useEditor();
  const groups = [...new Set(COMMANDS.map(({ group }) => group))];
  return (
    <Over title="Keys" onClose={() => editor.set({ help: false })} wide>
      <div className="cv-keys">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>{COMMANDS.filter((one) => one.group === group && one.keys.length > 0).map(({ id, label, keys }) => <div key={id}><dt>{label}</dt><dd>{keys.map((key) => <kbd key={key}>{keyWords(key)}</kbd>)}</dd></div>)}</dl>
          </section>
        ))}
        <section>
          <h3>Mouse</h3>
          <dl>
            <div><dt>Add a step</dt><dd>Double click</dd></div><div><dt>Choose several</dt><dd>Drag over them</dd></div><div><dt>Move the picture</dt><dd>Wheel, or <kbd>Space</kbd> and drag</dd></div><div><dt>Zoom</dt><dd><kbd>Ctrl</kbd> and wheel, or pinch</dd></div>
          </dl>
        </section>
      </div>
      <p className="cv-quiet">{singleKeys ? "Keys rest while you type. Single letters can be switched off under Settings." : "Single letters are switched off under Settings; the others work."}</p>
    </Over>
  );
}

/** A key as it is printed on keyboards. */
export function keyWords(key: string): string {
  return key.replace("Mod", "Ctrl").replace("ArrowLeft", "←").replace("ArrowRight", "→").replace("ArrowUp", "↑").replace("ArrowDown", "↓").replace("Delete", "Del").replace("Escape", "Esc").replaceAll("+", " ").trim() || "+";
}
