import type { NodeSpec, Port } from "#app/core/node.ts";
import { PORT_WORDS } from "#app/core/port-types.ts";
import { edgeId, type SkillNode } from "#app/core/skill/graph.ts";
import { wireWords } from "./actions.ts";
import { disconnect } from "./edits/connect.ts";
import { PortGlyph } from "./port-glyph.tsx";
import { useEditor, useGraph } from "./store.ts";

/** The ports of a step and what they are connected to, as text with buttons: what the picture shows, without it. */
export function StepPorts({ step, spec }: { readonly step: SkillNode; readonly spec: NodeSpec }) {
  const editor = useEditor();
  const graph = useGraph();
  const rows = [...Object.entries(spec.inputs).map(([name, port]) => ({ name, port, side: "to" as const })), ...Object.entries(spec.outputs).map(([name, port]) => ({ name, port, side: "from" as const }))];
  if (rows.length === 0) return null;
  return (
    <section className="cv-ports-list" aria-label="Connections">
      <h3>Connections</h3>
      <ul>
        {rows.map(({ name, port, side }) => {
          const wires = graph.edges.filter((edge) => edge[side].node === step.id && edge[side].port === name);
          return (
            <li key={`${side} ${name}`}>
              <PortGlyph type={port.type} hollow={wires.length === 0} /><span>{port.label}<small>{` ${side === "to" ? "in" : "out"}, ${typeWords(port)}`}</small></span>
              {wires.map((edge) => (
                <span key={edgeId(edge)} className="cv-wire-row">{other(wireWords(editor, edge), side)}{editor.mayEdit ? <button type="button" aria-label={`Disconnect ${wireWords(editor, edge)}`} onClick={() => editor.do("Remove a wire", disconnect(editor.graph, new Set([edgeId(edge)])))}>×</button> : null}</span>
              ))}
            </li>
          );
        })}
      </ul>
      {editor.mayEdit ? <button type="button" className="cv-fix" onClick={() => editor.set({ connecting: step.id })}>Connect to…</button> : null}
    </section>
  );
}

function typeWords({ type, optional, several }: Port): string {
  return `${several ? "several of " : ""}${PORT_WORDS[type].name}${optional ? ", optional" : ""}`;
}

function other(words: string, side: "to" | "from"): string {
  const [from = "", to = ""] = words.split(" to ");
  return side === "to" ? `from ${from}` : `to ${to}`;
}
