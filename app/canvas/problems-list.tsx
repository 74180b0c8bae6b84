import { nameOf } from "#app/core/skill/problem.ts";
import { Link } from "#app/ui/kit.tsx";
import { nextProblem, showProblem } from "./commands.ts";
import { StateGlyph } from "./state-glyph.tsx";
import { useEditor, useEditorState, useGraph } from "./store.ts";

/** What is wrong: what, where and how to mend it. A click goes there. */
export function ProblemsList() {
  const editor = useEditor();
  const graph = useGraph();
  const { problems, errors, warnings } = useEditorState((state) => state.derived);
  const selected = useEditorState((state) => state.selected);
  if (problems.length === 0) return <p className="cv-dock-empty">No problems. The skill can be published.</p>;
  const where = (id: string | undefined, field: string | undefined) => {
    const node = graph.nodes.find((one) => one.id === id);
    const spec = node && editor.catalog.get(node.type);
    const name = field?.split(".")[0] ?? "";
    const title = spec?.schema.properties[name]?.title ?? spec?.inputs[name]?.label;
    return node ? [nameOf(node, spec), title].filter(Boolean).join(" › ") : "Skill";
  };
  return (
    <>
      <div className="cv-dock-note"><span>{summary(errors, warnings)}</span><button type="button" className="cv-fix" onClick={() => nextProblem(editor)}>Next <kbd>F8</kbd></button></div>
      <ul className="cv-problems">
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.node ?? ""} ${problem.field ?? ""} ${problem.what}`} className={problem.node !== undefined && selected.has(problem.node) ? "cv-here" : ""} data-code={problem.code}>
            <button type="button" onClick={() => showProblem(editor, problem)}>
              <StateGlyph state={problem.severity} /><span className="pc-hidden">{problem.severity === "error" ? "Error" : "Warning"}</span>
              <span className="cv-where">{where(problem.node, problem.field)}</span><span><strong>{problem.what}</strong> {problem.fix}</span>
            </button>
            {problem.code === "no_key" ? <Link to="keys">Add key</Link> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function summary(errors: number, warnings: number): string {
  const blocked = errors === 1 ? "1 error blocks publishing" : `${errors} errors block publishing`;
  const free = warnings === 1 ? "1 warning does not" : `${warnings} warnings do not`;
  if (errors === 0) return `${free} block publishing`;
  return warnings === 0 ? blocked : `${blocked}, ${free}`;
}
