import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from "react";
import { SaveBar } from "#app/ui/kit.tsx";
import { openSearch } from "./actions.ts";
import { BuilderBar, type Publish } from "./builder-bar.tsx";
import { Canvas } from "./canvas.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { CommandList, ConnectMenu, KeysHelp } from "./dialogs.tsx";
import { Inspector } from "./inspector.tsx";
import { Outline } from "./outline.tsx";
import { PORT_STYLE } from "./port-look.ts";
import { ProblemsList } from "./problems-list.tsx";
import { SkillSummary } from "./skill-summary.tsx";
import { StepSearchBox } from "./step-search.tsx";
import { Editor, EditorProvider, useEditor, useEditorState, useGraph, type Dock as DockTab, type EditorState } from "./store.ts";
import { LookDialog } from "./test-dialogs.tsx";
import { TestHead } from "./test-head.tsx";
import { TestNeeds } from "./test-needs.tsx";
import { TestTable } from "./test-table.tsx";
import type { TestServer } from "./tester.ts";
import { ToolRail } from "./tool-rail.tsx";
import type { BuilderSkill, Shelf } from "./types.ts";
import { useAutosave, type Save } from "./use-autosave.ts";
import { useFileDrop } from "./use-file-drop.ts";
import { useSaveBeforeLeave } from "./use-save-before-leave.ts";
import { useShopSamples, type ReadShop } from "./use-shop-samples.ts";
import { useLiveTest } from "./use-live-test.ts";
import { useKeys } from "./use-keys.ts";

interface BuilderProps {
  readonly skill: BuilderSkill;
  readonly shelf: Shelf;
  readonly readShop: ReadShop;
  readonly mayEdit: boolean;
  readonly singleKeys: boolean;
  readonly save: Save;
  /** Makes a version of the saved draft. */
  readonly publish: Publish;
  /** Keeps a draft as a skill of its own. Gives its id. */
  readonly keepCopy: (draft: { readonly name: string; readonly graph: BuilderSkill["graph"] }) => Promise<string | null>;
  readonly tests: TestServer;
  /** The versions of the skill, for the panel at the side. */
  readonly versions: ReactNode;
}

/** The skill builder: the graph on a canvas, what is chosen beside it, problems below. */
export function Builder({ skill, shelf, mayEdit, ...rest }: BuilderProps) {
  // The server's copy is read once: from then on the draft lives here, and saving tells the server.
  const [editor] = useState(() => new Editor(skill, { shelf, mayEdit }));
  return <EditorProvider value={editor}><Frame {...rest} /></EditorProvider>;
}

function Frame({ readShop, singleKeys, save, publish, keepCopy, tests, versions }: Omit<BuilderProps, "skill" | "shelf" | "mayEdit">) {
  const editor = useEditor();
  const frame = useRef<HTMLDivElement>(null);
  const { flush } = useAutosave(editor, save);
  useShopSamples(editor, readShop);
  const samples = useEditorState((state) => state.shop.samples);
  useLiveTest(editor, tests, { flush: () => flush(), samples });
  const saving = useEditorState((state) => state.saving);
  const dirty = useEditorState((state) => state.history.present !== state.saved);
  // The save bar of a failure guards by itself.
  useSaveBeforeLeave(dirty && saving.state !== "failed", flush);
  useKeys(editor, frame, singleKeys);
  useCounting();
  const drop = useFileDrop();
  const [view, setView] = useState<"canvas" | "outline" | "test">("canvas");
  const panel = useEditorState((state) => state.panel);
  const dock = useEditorState((state) => state.dock);
  const open = useEditorState((state) => state.selected.size > 0 || state.panel !== "inspector" || isEmpty(state));
  const search = useEditorState((state) => state.search);
  const connecting = useEditorState((state) => state.connecting);
  const help = useEditorState((state) => state.help);
  const commands = useEditorState((state) => state.commands);
  const said = useEditorState((state) => state.said);
  const whispered = useEditorState((state) => state.whispered);
  return (
    <div className="cv-builder" ref={frame} data-view={view}>
      <style>{PORT_STYLE}</style>
      <BuilderBar flush={() => flush()} publish={publish} />
      <div className="cv-tabs" role="group" aria-label="View"><button type="button" aria-pressed={view === "outline"} onClick={() => setView("outline")}>Outline</button><button type="button" aria-pressed={view === "canvas"} onClick={() => setView("canvas")}>Canvas</button><button type="button" aria-pressed={view === "test"} onClick={() => { setView("test"); editor.set({ dock: "test" }); }}>Live test</button></div>
      <div className="cv-main">
        <div className="cv-left">
          <div className="cv-stage" onDoubleClick={(event) => doubleClick(event, editor)} {...drop}>
            <Canvas />
            <ToolRail />
            <ZoomBar />
            <Empty />
            <Said text={said} />
            {search ? <StepSearchBox search={search} /> : null}
          </div>
          <Dock open={dock} />
        </div>
        <aside className={`cv-panel${open ? " cv-open" : ""}`} aria-label={panel === "outline" ? "Outline" : panel === "versions" ? "Versions" : panel === "skill" ? "The skill" : "Settings"} onKeyDown={(event) => { if (event.key === "Escape" && !event.defaultPrevented) { editor.typed(); editor.view?.focus(); } }}>
          {panel === "outline" ? <Outline onOpen={() => editor.set({ panel: "inspector" })} /> : panel === "versions" ? versions : panel === "skill" ? <SkillSummary /> : <Inspector />}
        </aside>
        {view === "outline" ? <div className="cv-phone-outline"><Outline onOpen={() => editor.set({ panel: "inspector" })} /></div> : null}
      </div>
      {connecting === null ? null : <ConnectMenu step={connecting} />}
      {saving.state === "failed" ? <SaveBar dirty saving={false} saveLabel="Save draft" onSave={() => void flush()} onDiscard={() => editor.discard()} /> : null}
      {commands ? <CommandList /> : null}
      <LookDialog />
      {help ? <KeysHelp singleKeys={singleKeys} /> : null}
      {saving.state === "conflict" ? <ConflictDialog other={saving.other} flush={flush} keepCopy={keepCopy} /> : null}
      <p className="pc-hidden" role="status" aria-live="polite">{whispered || said}</p>
    </div>
  );
}

/** Counts the graph when there is time: while somebody types, the letter is drawn first. */
function useCounting(): void {
  const editor = useEditor();
  const graph = useDeferredValue(useGraph());
  const counted = useRef(graph);
  useEffect(() => {
    if (counted.current === graph) return;
    counted.current = graph;
    editor.count(graph);
  }, [editor, graph]);
}

function Dock({ open }: { readonly open: DockTab | null }) {
  const editor = useEditor();
  // The results cover what was seen: the graph is brought back into sight.
  useEffect(() => {
    const frame = open === "test" ? requestAnimationFrame(() => editor.view?.fit()) : 0;
    return () => cancelAnimationFrame(frame);
  }, [editor, open]);
  const { problems, errors } = useEditorState((state) => state.derived);
  const tab = (of: DockTab) => ({ type: "button", "aria-expanded": open === of, onClick: () => editor.set({ dock: open === of ? null : of }) } as const);
  return (
    <section className={`cv-dock${open ? " cv-open" : ""}`} aria-label={open === "problems" ? "Problems" : "Live test"}>
      <div className="cv-dock-tabs">
        <button {...tab("test")}>Live test</button>
        <button {...tab("problems")}>Problems <span className={errors > 0 ? "cv-count cv-bad" : "cv-count"}>{problems.length}</span></button>
        {open === "test" ? <TestHead /> : null}
      </div>
      {open === "problems" ? <div className="cv-dock-body" tabIndex={0} role="group" aria-label="Problems of the skill"><ProblemsList /></div> : null}
      {open === "test" ? <div className="cv-dock-body" tabIndex={0} role="group" aria-label="Results of the live test"><TestNeeds /><TestTable /></div> : null}
    </section>
  );
}

function ZoomBar() {
  const editor = useEditor();
  return (
    <div className="cv-zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" onClick={() => editor.view?.zoom("out")}>−</button>
      <button type="button" aria-label="Zoom to 100 %" onClick={() => editor.view?.zoom("whole")}>100 %</button>
      <button type="button" aria-label="Zoom in" onClick={() => editor.view?.zoom("in")}>+</button>
      <button type="button" onClick={() => editor.view?.fit()}>Fit</button>
    </div>
  );
}

/** An empty canvas says how to begin. */
function Empty() {
  const editor = useEditor();
  const empty = useEditorState((state) => isEmpty(state));
  if (!empty) return null;
  return (
    <div className="cv-empty">
      <h2>An empty skill</h2>
      <p>A skill takes a product and makes an image of it. Begin with a Product step, end with Output Configurations.</p>
      {editor.mayEdit ? <button type="button" className="cv-strong" onClick={() => openSearch(editor)}>Add a step</button> : null}
      <p className="cv-quiet">Double click anywhere, or press <kbd>Tab</kbd> or <kbd>/</kbd></p>
    </div>
  );
}

const SHOWN_MS = 6_000;
/** A short word ("Connected") is seen on the canvas itself. */
const SHORT = 24;

/** What was just done or refused, for a moment, where it disturbs nothing. */
function Said({ text }: { readonly text: string }) {
  const [gone, setGone] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setGone(text), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === gone || text.length <= SHORT ? null : <div className="cv-said" aria-hidden="true">{text}</div>;
}

function doubleClick(event: React.MouseEvent, editor: Editor): void {
  if (!(event.target instanceof Element) || !event.target.classList.contains("react-flow__pane") || !editor.mayEdit) return;
  const client = { x: event.clientX, y: event.clientY };
  editor.set({ search: { at: editor.view?.onCanvas(client) ?? client, place: editor.view?.inGraph(client) ?? client } });
}

function isEmpty({ history: { present: { graph } } }: EditorState): boolean {
  return graph.nodes.length === 0;
}
