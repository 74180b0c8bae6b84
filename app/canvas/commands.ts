import { align, copyChosen, disconnectChosen, duplicateChosen, frameChosen, openSearch, pasteHere, removeChosen, switchMode, tidyUp, writeNote } from "./actions.ts";
import { edgesById } from "./edits/steps.ts";
import type { Editor } from "./store.ts";
import { allSteps, stepTowards, type Direction } from "./walk.ts";

/** Something that can be done, by a key, by its name in the list of commands, or by a button. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: "Add and connect" | "Move around" | "Edit" | "Arrange" | "Test and publish" | "View";
  /**
   * Keys as "Mod+Shift+Z": Mod is Ctrl, or Cmd on a Mac. Where the browser or the admin owns one, another stands
   * beside it. Single letters can be switched off (WCAG 2.1.4).
   */
  readonly keys: readonly string[];
  /** Changes the skill: not for members who only look. */
  readonly edits: boolean;
  run(editor: Editor): void;
}

/** Every command, in the order in which the list of keys shows them. */
export const COMMANDS: readonly Command[] = [
  { id: "add", label: "Add a step", group: "Add and connect", keys: ["Tab", "/"], edits: true, run: openSearch },
  { id: "connect", label: "Connect to…", group: "Add and connect", keys: ["C"], edits: true, run: (editor) => { const [step] = chosenSteps(editor); if (step) editor.set({ connecting: step }); else editor.say("Choose a step first."); } },
  { id: "insert", label: "Insert into a wire", group: "Add and connect", keys: ["Shift+I"], edits: true, run: insertIntoWire },
  { id: "disconnect", label: "Disconnect", group: "Add and connect", keys: ["Shift+D"], edits: true, run: disconnectChosen },
  { id: "note", label: "Add a note", group: "Add and connect", keys: ["N"], edits: true, run: writeNote },
  { id: "frame", label: "Put a frame around", group: "Add and connect", keys: ["F"], edits: true, run: frameChosen },
  ...(["left", "right", "up", "down"] as const).map((direction): Command => ({ id: `walk-${direction}`, label: `Go ${direction}`, group: "Move around", keys: [`Arrow${direction.charAt(0).toUpperCase()}${direction.slice(1)}`], edits: false, run: (editor) => walk(editor, direction) })),
  { id: "upstream", label: "Choose everything before", group: "Move around", keys: ["Shift+ArrowLeft"], edits: false, run: (editor) => chooseAll(editor, "left") },
  { id: "downstream", label: "Choose everything after", group: "Move around", keys: ["Shift+ArrowRight"], edits: false, run: (editor) => chooseAll(editor, "right") },
  { id: "inspect", label: "Into the settings", group: "Move around", keys: ["Enter", "I"], edits: false, run: (editor) => { editor.set({ panel: "inspector" }); focusPanel(); } },
  { id: "outline", label: "Outline", group: "View", keys: ["O"], edits: false, run: (editor) => editor.set({ panel: editor.get().panel === "outline" ? "inspector" : "outline" }) },
  { id: "versions", label: "Versions", group: "View", keys: ["V"], edits: false, run: (editor) => editor.set({ panel: editor.get().panel === "versions" ? "inspector" : "versions" }) },
  { id: "problems", label: "Next problem", group: "View", keys: ["F8"], edits: false, run: nextProblem },
  { id: "undo", label: "Undo", group: "Edit", keys: ["Mod+Z"], edits: true, run: (editor) => editor.undo() },
  { id: "redo", label: "Redo", group: "Edit", keys: ["Mod+Y", "Mod+Shift+Z"], edits: true, run: (editor) => editor.redo() },
  { id: "copy", label: "Copy", group: "Edit", keys: ["Mod+C"], edits: false, run: copyChosen },
  { id: "paste", label: "Paste", group: "Edit", keys: ["Mod+V"], edits: true, run: (editor) => pasteHere(editor, null, false) },
  { id: "paste-wires", label: "Paste with incoming wires", group: "Edit", keys: ["Mod+Shift+V"], edits: true, run: (editor) => pasteHere(editor, null, true) },
  { id: "duplicate", label: "Duplicate", group: "Edit", keys: ["Mod+D", "D"], edits: true, run: duplicateChosen },
  { id: "all", label: "Choose all", group: "Edit", keys: ["Mod+A"], edits: false, run: (editor) => editor.select([...editor.graph.nodes, ...editor.graph.notes].map(({ id }) => id)) },
  { id: "rename", label: "Rename", group: "Edit", keys: ["F2"], edits: true, run: (editor) => { editor.set({ panel: "inspector" }); focusPanel(".cv-title-input"); } },
  { id: "remove", label: "Remove and keep the wire", group: "Edit", keys: ["Delete", "Backspace"], edits: true, run: removeChosen },
  { id: "bypass", label: "Bypass", group: "Edit", keys: ["B"], edits: true, run: (editor) => switchMode(editor, "bypass") },
  { id: "stop", label: "Stop here", group: "Edit", keys: ["M"], edits: true, run: (editor) => switchMode(editor, "stop") },
  { id: "test-all", label: "Test all steps", group: "Test and publish", keys: ["Mod+Enter"], edits: false, run: (editor) => { void editor.tester?.start("all"); } },
  { id: "test-to", label: "Test to the chosen step", group: "Test and publish", keys: ["Shift+Enter"], edits: false, run: (editor) => { void editor.tester?.start("to"); } },
  { id: "test-only", label: "Test only the chosen step", group: "Test and publish", keys: ["Alt+Enter"], edits: false, run: (editor) => { void editor.tester?.start("only"); } },
  { id: "test-stop", label: "Stop the test", group: "Test and publish", keys: ["Mod+Alt+Enter"], edits: false, run: (editor) => { void editor.tester?.stop(); } },
  { id: "pin", label: "Pin what a step made", group: "Test and publish", keys: ["P"], edits: false, run: pinChosen },
  { id: "tidy", label: "Tidy up", group: "Arrange", keys: ["Shift+Alt+T"], edits: true, run: tidyUp },
  ...(["left", "centre", "right", "top", "middle", "bottom"] as const).map((side): Command => ({ id: `align-${side}`, label: `Align ${side}`, group: "Arrange", keys: [], edits: true, run: (editor) => align(editor, side) })),
  { id: "publish", label: "Publish…", group: "Test and publish", keys: ["Shift+P"], edits: true, run: (editor) => editor.set({ publishing: true }) },
  { id: "fit", label: "Fit all", group: "View", keys: ["Shift+1"], edits: false, run: (editor) => editor.view?.fit() },
  { id: "fit-chosen", label: "Fit what is chosen", group: "View", keys: ["Shift+2"], edits: false, run: (editor) => editor.view?.fit([...editor.get().selected]) },
  { id: "whole", label: "Zoom to 100 %", group: "View", keys: ["Mod+0", "Shift+0"], edits: false, run: (editor) => editor.view?.zoom("whole") },
  { id: "zoom-in", label: "Zoom in", group: "View", keys: ["+", "="], edits: false, run: (editor) => editor.view?.zoom("in") },
  { id: "zoom-out", label: "Zoom out", group: "View", keys: ["-"], edits: false, run: (editor) => editor.view?.zoom("out") },
  { id: "find", label: "Find a step or a command", group: "View", keys: ["K", "Mod+K"], edits: false, run: (editor) => editor.set({ commands: true }) },
  { id: "help", label: "All keys", group: "View", keys: ["?"], edits: false, run: (editor) => editor.set({ help: true }) },
  { id: "leave", label: "Choose nothing", group: "Move around", keys: ["Escape"], edits: false, run: (editor) => { editor.set({ search: null, connecting: null }); editor.select([]); } },
];

function chosenSteps(editor: Editor): string[] {
  return editor.graph.nodes.filter(({ id }) => editor.get().selected.has(id)).map(({ id }) => id);
}

function walk(editor: Editor, direction: Direction): void {
  const [from] = chosenSteps(editor);
  const next = from === undefined ? editor.graph.nodes[0]?.id : stepTowards(editor.graph, from, direction);
  if (!next) return;
  editor.select([next]);
  editor.view?.show(next);
  const node = editor.graph.nodes.find(({ id }) => id === next);
  if (node) editor.whisper(node.name ?? editor.catalog.get(node.type)?.title ?? node.type);
}

function chooseAll(editor: Editor, direction: "left" | "right"): void {
  const [from] = chosenSteps(editor);
  if (from !== undefined) editor.select(allSteps(editor.graph, from, direction));
}

/** Into the chosen wire, else into the first one that leaves the chosen step. */
function insertIntoWire(editor: Editor): void {
  const [chosen] = editor.get().selectedEdges;
  const [step] = chosenSteps(editor);
  const edge = chosen === undefined ? editor.graph.edges.find(({ from }) => from.node === step) : edgesById(editor.graph).get(chosen);
  if (!edge) return editor.say("Choose a wire first, or a step with one.");
  const ends = editor.graph.nodes.filter(({ id }) => id === edge.from.node || id === edge.to.node);
  const place = { x: ends.reduce((sum, { position }) => sum + position.x, 0) / Math.max(1, ends.length), y: Math.max(...ends.map(({ position }) => position.y)) + 32 };
  editor.set({ search: { at: { x: 56, y: 16 }, place, edge } });
}

/** Opens the first picture of the chosen step, to be named and kept. */
function pinChosen(editor: Editor): void {
  const [node] = chosenSteps(editor);
  const productId = editor.get().test.chosen[0]?.id;
  const values = node !== undefined && productId !== undefined ? editor.testCells().get(productId)?.get(node)?.step.values ?? [] : [];
  const index = values.findIndex((value) => value.kind === "image" && value.image !== null);
  if (node === undefined || productId === undefined || index < 0) return editor.say("Choose a step whose test made an image.");
  editor.set({ look: { productId, node, index, pin: true } });
}

/** Goes to the problem after the one at the chosen step. */
export function nextProblem(editor: Editor): void {
  const { problems } = editor.get().derived;
  const [step] = chosenSteps(editor);
  const at = problems.findIndex(({ node }) => node === step);
  const next = problems[(at + 1) % Math.max(1, problems.length)];
  if (next) showProblem(editor, next);
  else editor.say("No problems");
}

/** Chooses the step of a problem, brings it into sight and puts the focus into the field. */
export function showProblem(editor: Editor, { node, field, what, fix }: { readonly node?: string; readonly field?: string; readonly what: string; readonly fix: string }): void {
  if (node !== undefined) {
    editor.select([node]);
    editor.view?.show(node);
  }
  editor.set({ dock: "problems", panel: "inspector", focusField: field?.split(".")[0] ?? null, whispered: `${what} ${fix}` });
}

/** The focus goes to the panel at the side once it is drawn. */
export function focusPanel(first = ".cv-panel input, .cv-panel select, .cv-panel textarea, .cv-panel button"): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(first)?.focus());
}
