import { PORT_WORDS } from "#app/core/port-types.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { callDollars, count } from "#app/ui/format.ts";
import { PortGlyph } from "./port-glyph.tsx";
import { PORT_TYPES } from "./port-look.ts";
import { useEditor, useEditorState, useGraph } from "./store.ts";

/** With nothing chosen: where the money goes, by step and model, and what the shapes mean. */
export function SkillSummary() {
  const editor = useEditor();
  const graph = useGraph();
  const { calls, expectedMicros, maximumMicros } = useEditorState((state) => state.derived);
  const name = useEditorState((state) => state.history.present.name);
  const paid = new Set(calls.map(({ node }) => node));
  const free = graph.nodes.length - paid.size;
  const asOf = calls.map(({ model }) => model.asOf).sort()[0];
  return (
    <div className="cv-panel-body">
      <header className="cv-panel-head">
        <h2 className="pc-hidden">The skill</h2>
        <input className="cv-title-input" aria-label="Name of the skill" value={name} maxLength={80} readOnly={!editor.mayEdit} onBlur={() => editor.typed()} onChange={({ target }) => editor.type("skill name", "Rename the skill", { ...editor.get().history.present, name: target.value })} />
        <p className="cv-quiet">{`${count(graph.nodes.length, "step")}, ${count(graph.edges.length, "wire")}`}</p>
      </header>
      <section>
        <h3>Costs a product{asOf ? <small>{`Prices of ${asOf}`}</small> : null}</h3>
        <table className="cv-costs">
          <caption className="pc-hidden">What each step costs for one product</caption>
          <tbody>
            {calls.map(({ node, model, calls: n, price }) => {
              const step = graph.nodes.find(({ id }) => id === node);
              return <tr key={`${node} ${model.id}`}><th scope="row">{step ? nameOf(step, editor.catalog.get(step.type)) : node}<small>{`${n > 1 ? `${n} × ` : ""}${model.title}`}</small></th><td>{callDollars(n * price.expected)}</td><td className="cv-quiet">{expectedMicros > 0 ? `${Math.round((100 * n * price.expected) / expectedMicros)} %` : ""}</td></tr>;
            })}
            {free > 0 ? <tr><th scope="row">{paid.size > 0 ? count(free, "other step") : count(free, "step")}</th><td>free</td><td /></tr> : null}
          </tbody>
          <tfoot><tr><th scope="row">One product</th><td>{expectedMicros === 0 ? "free" : callDollars(expectedMicros)}</td><td className="cv-quiet">{maximumMicros > expectedMicros ? `≤ ${callDollars(maximumMicros)}` : ""}</td></tr></tfoot>
        </table>
      </section>
      <section>
        <h3>Port types</h3>
        <ul className="cv-legend">{PORT_TYPES.map((type) => <li key={type}><PortGlyph type={type} />{PORT_WORDS[type].name.charAt(0).toUpperCase() + PORT_WORDS[type].name.slice(1)}</li>)}</ul>
      </section>
    </div>
  );
}
