import { isProductField } from "../metafield.ts";
import type { CheckedNode } from "../node.ts";
import { own } from "../own.ts";
import { PRODUCT_FIELDS } from "../text-template.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { nearest } from "./nearest.ts";
import { nameOf, type Problem } from "./problem.ts";

const READABLE: readonly string[] = ["text", "number", "choice", "json"];

/** What is wrong with where the settings of a step take their values from. */
export function bindingProblems(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const definition = catalog.get(node.type);
  if (!definition) return [];
  return Object.entries(node.bindings).flatMap(([setting, source]): Problem[] => {
    const title = own(definition.schema.properties, setting)?.title;
    const where = `${nameOf(node, definition)} › ${title ?? setting}`;
    const at = { severity: "error" as const, node: node.id, field: setting };
    if (title === undefined) return [{ ...at, code: "binding_unknown", what: `${where} is no setting of this step.`, fix: "Remove it." }];
    if (source.from === "runner") return [];
    if (decidesPrice(definition, setting)) return [{ ...at, code: "binding_price", what: `${where} decides the price, and would be another one for each product.`, fix: "Fix it here, or ask the runner." }];
    if (source.from === "product") return unknownField(source.field, where, at);
    const from = graph.nodes.find(({ id }) => id === source.node);
    const port = from && own(catalog.get(from.type)?.outputs, source.port);
    if (!from || !port) return [{ ...at, code: "binding_unknown", what: `${where} takes its value from a step that is not there.`, fix: "Choose another source." }];
    if (!READABLE.includes(port.type) || port.several) return [{ ...at, code: "binding_type", what: `${where} cannot read “${port.label}”.`, fix: "Choose one that gives text, a number or a choice." }];
    return [];
  });
}

/** Whether a setting enters the price: such a one is the same for all products of a run, so that the quote is exact. */
export function decidesPrice({ buys }: Pick<CheckedNode, "buys">, setting: string): boolean {
  const named = (of: number | { readonly setting: string }) => (typeof of === "number" ? null : of.setting);
  return buys.some(({ model, ratio, quality, times, promptLength, answerTokens }) => [model, ratio, quality, times, named(promptLength), named(answerTokens)].includes(setting));
}

function unknownField(field: string, where: string, at: { readonly severity: "error"; readonly node: string; readonly field: string }): Problem[] {
  if (isProductField(field)) return [];
  const meant = nearest(field, PRODUCT_FIELDS.map(({ name }) => name));
  return [{ ...at, code: "binding_unknown", what: `${where}: “${field}” does not exist.`, fix: meant ? `Did you mean “${meant}”?` : "Choose a field of the product." }];
}
