import { createContext, useContext, useSyncExternalStore } from "react";
import type { ModelCatalog } from "#app/core/model.ts";
import type { NodeSpec } from "#app/core/node.ts";
import type { End, Position, SkillEdge, SkillGraph } from "#app/core/skill/graph.ts";
import { catalogOf, type NodeCatalog } from "#app/core/skill/node-catalog.ts";
import type { Size } from "./edits/arrange.ts";
import { derive, NO_SHOP, type Derived } from "./derived.ts";
import { act, amend, begin, redo, undo, type History } from "./edits/history.ts";
import { testCells, type TestCells } from "./test-cells.ts";
import { planTest, type TestPlan } from "./test-plan.ts";
import { NO_TESTS, type TestState } from "./test-view.ts";
import type { Tester } from "./tester.ts";
import type { BuilderSkill, Draft, OtherDraft, Shelf, ShopSamples } from "./types.ts";

/** The search for a step to add: where it opened on the screen, where the step goes, and what it is connected to. */
export interface StepSearch {
  /** Pixels from the top left of the canvas. */
  readonly at: Position;
  /** Where the step is put, in the graph. */
  readonly place: Position;
  readonly from?: End;
  readonly to?: End;
  readonly edge?: SkillEdge;
  /** The step that the new one follows: it is connected where types allow. */
  readonly after?: string;
}

export type Panel = "inspector" | "skill" | "versions" | "outline";
export type Dock = "test" | "problems";

/** How saving stands: what is on screen is saved, waits, is on its way, or could not be saved. */
export type Saving = { readonly state: "saved" | "waiting" | "sending" } | { readonly state: "failed"; readonly say: string } | { readonly state: "conflict"; readonly other: OtherDraft };

/** Everything that the builder shows. Replaced as a whole, never changed. */
export interface EditorState {
  readonly history: History<Draft>;
  /** What was counted of the graph; it follows when there is time, so that typing never waits for it. */
  readonly derived: Derived;
  /** Empty until the shop has answered. */
  readonly shop: ShopSamples;
  /** The draft as the server has it. */
  readonly saved: Draft;
  readonly revision: number;
  readonly saving: Saving;
  /** Steps, notes and frames. */
  readonly selected: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly search: StepSearch | null;
  /** The step from which "Connect to…" was asked. */
  readonly connecting: string | null;
  readonly panel: Panel;
  readonly dock: Dock | null;
  readonly help: boolean;
  /** Whether the question before publishing is open. */
  readonly publishing: boolean;
  readonly commands: boolean;
  /** A setting that wants the focus, of the step that is chosen. */
  readonly focusField: string | null;
  /** The newest published version; its draft is the present one as long as nothing was changed. */
  readonly published: { readonly number: number; readonly draft: Draft } | null;
  readonly test: TestState;
  /** A picture of a test that is looked at, or pinned. */
  readonly look: TestLook | null;
  /** What is read to a screen reader, and shown for a moment. */
  readonly said: string;
  /** What is only read to a screen reader: it stands on the screen anyway. */
  readonly whispered: string;
}

/** One picture of a test, with what is needed to pin it. */
export interface TestLook {
  readonly productId: string;
  readonly node: string;
  /** Which of the step's values. */
  readonly index: number;
  readonly pin: boolean;
}

/** What only the drawn canvas can do. */
export interface View {
  /** A place on the screen as pixels from the top left of the canvas. */
  onCanvas(client: Position): Position;
  /** A place on the screen as a place in the graph. */
  inGraph(client: Position): Position;
  /** Width and height of the canvas, pixels. */
  room(): Size;
  /** A free place in the middle of what is seen, in the graph. */
  middle(): Position;
  fit(ids?: readonly string[]): void;
  zoom(to: "in" | "out" | "whole"): void;
  /** Brings a step into sight without changing the zoom, unless it is too small to read. */
  show(id: string): void;
  focus(): void;
}

/** The state of one open builder, outside React, so that each part draws only when what it reads changes. */
export class Editor {
  readonly skillId: string;
  readonly specs: readonly NodeSpec[];
  readonly catalog: NodeCatalog;
  readonly models: ModelCatalog;
  readonly shelf: Shelf;
  readonly mayEdit: boolean;
  /** Sizes of the cards as drawn, for layout; not part of what is shown. */
  readonly sizes = new Map<string, Size>();
  /** Set while the canvas is drawn. */
  view: View | null = null;
  /** Set while the builder is drawn. */
  tester: Tester | null = null;
  private state: EditorState;
  private readonly listeners = new Set<() => void>();
  private typing: string | null = null;
  private counted: (Pick<TestState, "tests" | "graphs"> & { readonly graph: SkillGraph; readonly cells: TestCells }) | null = null;
  private planned: (Parameters<typeof planTest>[0] & { readonly plan: TestPlan }) | null = null;

  constructor(skill: BuilderSkill, { shelf, mayEdit }: { readonly shelf: Shelf; readonly mayEdit: boolean }) {
    this.skillId = skill.id;
    this.specs = skill.specs;
    this.catalog = catalogOf(skill.specs);
    const models = new Map(skill.models.map((model) => [model.id, model]));
    this.models = { get: (id) => models.get(id), all: () => skill.models };
    this.shelf = shelf;
    this.mayEdit = mayEdit;
    const { published } = skill;
    const draft = { name: skill.name, graph: skill.graph };
    this.state = {
      history: begin(draft), derived: derive(skill.graph, this, null), shop: NO_SHOP, saved: draft, revision: skill.revision, saving: { state: "saved" }, selected: new Set(), selectedEdges: new Set(),
      search: null, connecting: null, panel: "inspector", dock: null, help: false, publishing: false, commands: false, focusField: null, test: NO_TESTS, look: null, said: "", whispered: "",
      published: published && { number: published.number, draft: same(published, skill) ? draft : { name: published.name, graph: published.graph } },
    };
  }

  readonly get = (): EditorState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get graph(): SkillGraph {
    return this.state.history.present.graph;
  }

  set(change: Partial<EditorState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }

  /** One action, one step to undo. Does nothing for members who may not edit. */
  do(label: string, graph: SkillGraph, more: Partial<EditorState> = {}): void {
    this.typing = null;
    this.write(label, { ...this.state.history.present, graph }, more, false);
  }

  /** Typing: goes on with the step that the same field began. */
  type(field: string, label: string, draft: Draft): void {
    const goesOn = this.typing === field;
    this.typing = field;
    this.write(label, draft, {}, goesOn);
  }

  /** The next key in the same field begins a new step to undo. */
  typed(): void {
    this.typing = null;
  }

  /** Goes back to what the server has; undo brings the change back. */
  discard(): void {
    const { saved, history } = this.state;
    this.set({ history: act(history, "Discard", saved), saving: { state: "saved" }, selected: new Set(), selectedEdges: new Set(), said: "Discarded. Undo brings your change back." });
  }

  undo(): void {
    this.travel(undo(this.state.history), "Undone");
  }

  redo(): void {
    this.travel(redo(this.state.history), "Done again");
  }

  /** Counts a graph anew. */
  count(graph: SkillGraph): void {
    const { shop, derived: before } = this.state;
    this.set({ derived: derive(graph, this, before, shop) });
  }

  /** What prompts are held against from now on. */
  sample(shop: ShopSamples): void {
    this.set({ shop });
    this.count(this.graph);
  }

  select(nodes: Iterable<string>, edges: Iterable<string> = []): void {
    const [selected, selectedEdges] = [new Set(nodes), new Set(edges)];
    if (equal(selected, this.state.selected) && equal(selectedEdges, this.state.selectedEdges)) return;
    this.typing = null;
    this.set({ selected, selectedEdges, ...(selected.size === 1 && (this.state.panel === "versions" || this.state.panel === "skill") ? { panel: "inspector" as const } : {}) });
  }

  /** What is known of the live tests now. */
  tell(test: TestState): void {
    if (test !== this.state.test) this.set({ test });
  }

  /** The newest test results, against the graph as it is now. The same object as long as neither changes. */
  testCells(): TestCells {
    const { test: { tests, graphs } } = this.state;
    if (this.counted?.tests !== tests || this.counted.graphs !== graphs || this.counted.graph !== this.graph) {
      this.counted = { tests, graphs, graph: this.graph, cells: testCells({ tests, graphs }, this.graph, { nodes: this.catalog, models: this.models }, this.counted?.cells) };
    }
    return this.counted.cells;
  }

  /** What a test would do now. The same object as long as nothing that it depends on changes. */
  testPlan(): TestPlan {
    const { selected, test: { kind, chosen } } = this.state;
    const cells = this.testCells();
    const before = this.planned;
    if (before?.cells !== cells || before.selected !== selected || before.kind !== kind || before.products !== chosen || before.graph !== this.graph) {
      const asked = { graph: this.graph, kind, selected, products: chosen, cells };
      this.planned = { ...asked, plan: planTest(asked, this) };
    }
    return this.planned?.plan ?? { blocked: "" };
  }

  say(said: string): void {
    this.set({ said, whispered: "" });
  }

  whisper(whispered: string): void {
    this.set({ whispered });
  }

  private write(label: string, draft: Draft, more: Partial<EditorState>, goesOn: boolean): void {
    if (!this.mayEdit) return;
    const { history } = this.state;
    const { present } = history;
    if (draft.graph === present.graph && draft.name === present.name) {
      if (Object.keys(more).length > 0) this.set(more);
      return;
    }
    this.set({ history: goesOn ? amend(history, draft) : act(history, label, draft), ...more });
  }

  private travel(history: History<Draft>, word: string): void {
    if (history === this.state.history || !this.mayEdit) return;
    this.typing = null;
    const there = new Set([...history.present.graph.nodes, ...history.present.graph.notes, ...history.present.graph.frames].map(({ id }) => id));
    const label = (word === "Undone" ? history.future[0] : history.past.at(-1))?.label ?? "";
    this.set({ history, selected: new Set([...this.state.selected].filter((id) => there.has(id))), selectedEdges: new Set(), said: `${word}: ${label}` });
  }
}

/** Whether the draft is what was published. */
function same(published: Draft, { name, graph }: Draft): boolean {
  return published.name === name && JSON.stringify(published.graph) === JSON.stringify(graph);
}

function equal(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext.Provider;

/** The open builder. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("no builder above this part");
  return editor;
}

/** A part of the state. `read` must give the same value for the same state. */
export function useEditorState<T>(read: (state: EditorState) => T): T {
  const editor = useEditor();
  return useSyncExternalStore(editor.subscribe, () => read(editor.get()), () => read(editor.get()));
}

/** The graph as it is now. */
export function useGraph(): SkillGraph {
  return useEditorState((state) => state.history.present.graph);
}
