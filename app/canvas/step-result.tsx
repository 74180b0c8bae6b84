import type { NodeSpec } from "#app/core/node.ts";
import { Picture } from "#app/ui/picture.tsx";
import { Icon } from "#app/ui/kit.tsx";
import type { TestCell } from "./test-cells.ts";

/** What a step made of the first product of the test. Its place is there from the start, so that no card changes its height. */
export function StepResult({ spec, cell }: { readonly spec: NodeSpec; readonly cell: TestCell | undefined }) {
  const kind = resultOf(spec);
  if (kind === null) return null;
  const values = cell?.step.values ?? [];
  const faded = cell !== undefined && (cell.stale !== null || cell.step.state !== "done");
  if (kind === "text") {
    const text = values.flatMap((value) => (value.kind === "text" ? [value.text] : [])).join(" · ");
    return <p className={`cv-result cv-result-text${faded ? " cv-faded" : ""}`}>{text}</p>;
  }
  const image = values.find((value) => value.kind === "image")?.image ?? null;
  return <div className={`cv-result cv-result-image${spec.category === "generate" || spec.category === "output" ? " cv-cover" : ""}`} draggable={false}>{image ? <Picture image={image} alt="" size={202} ratio="202 / 132" faded={faded} /> : <Icon name="image" />}</div>;
}

/** What a step shows on its card: a picture, a text, or nothing of its own. */
function resultOf({ outputs, category }: NodeSpec): "image" | "text" | null {
  const types = Object.values(outputs).map(({ type }) => type);
  if (category === "output" || types.some((type) => type === "image" || type === "images" || type === "asset" || type === "mask")) return "image";
  return types.includes("text") ? "text" : null;
}
