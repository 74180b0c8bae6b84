import { nameOf } from "#app/core/skill/problem.ts";
import { callDollars } from "#app/ui/format.ts";
import { nodeIcon } from "#app/ui/graph-picture.tsx";
import { Icon } from "#app/ui/kit.tsx";
import { StateGlyph } from "./state-glyph.tsx";
import { useEditor, useEditorState, useGraph } from "./store.ts";
import { inReadingOrder } from "./walk.ts";

/** The same graph as a list: for screen readers, for phones, and for whoever prefers to read. */
export function Outline({ onOpen }: { readonly onOpen: () => void }) {
  const editor = useEditor();
  const graph = useGraph();
  const selected = useEditorState((state) => state.selected);
  const cards = useEditorState((state) => state.derived.cards);
  const steps = inReadingOrder(graph);
  const title = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nameOf(node, editor.catalog.get(node.type)) : id;
  };
  if (steps.length === 0) return <p className="cv-dock-empty">No steps yet.</p>;
  return (
    <ol className="cv-outline" aria-label="Steps in order">
      {steps.map((node, index) => {
        const facts = cards.get(node.id);
        const from = [...new Set(graph.edges.filter(({ to }) => to.node === node.id).map((edge) => title(edge.from.node)))];
        const to = [...new Set(graph.edges.filter((edge) => edge.from.node === node.id).map((edge) => title(edge.to.node)))];
        const state = node.mode === "run" ? facts?.state ?? "fresh" : node.mode;
        return (
          <li key={node.id}>
            <button type="button" aria-pressed={selected.has(node.id)} onClick={() => { editor.select([node.id]); editor.view?.show(node.id); onOpen(); }}>
              <span className="cv-number">{index + 1}</span><Icon name={nodeIcon(node.type)} />
              <span className="cv-outline-words"><strong>{title(node.id)}</strong><small>{[from.length > 0 ? `from ${from.join(", ")}` : "", to.length > 0 ? `to ${to.join(", ")}` : ""].filter(Boolean).join(" · ") || "not connected"}</small></span>
              <span className="cv-cost">{facts && facts.micros > 0 ? callDollars(facts.micros) : "free"}</span>
              <StateGlyph state={state} /><span className="pc-hidden">{WORDS[state]}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const WORDS = { fresh: "Ready", error: "Needs attention", warning: "Check", idle: "Not reached", bypass: "Bypassed", stop: "Stopped", "no-key": "No API key" } as const;
