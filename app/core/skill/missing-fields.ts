import { isProductField, metafieldKey, metafieldName, type MetafieldDefinition } from "../metafield.ts";
import { whyUnreadable } from "../metafield-text.ts";
import { PRODUCT_FIELDS } from "../text-template.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import { promptTexts } from "./mentions.ts";
import { nearest } from "./nearest.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import type { Problem } from "./problem.ts";

/** What a skill is held against: some products of the shop, with their values by the name that a prompt mentions, and its metafields. */
export interface ShopSample {
  readonly samples: readonly { readonly values: Readonly<Record<string, string>> }[];
  readonly metafields: readonly MetafieldDefinition[];
}

/** Mentions and bindings of product fields that some products do not have, that cannot be read, or that do not exist: warnings, each with its step and setting. */
export function missingFields(graph: Pick<SkillGraph, "nodes">, catalog: NodeCatalog, shop: ShopSample): Problem[] {
  return graph.nodes.flatMap((node) => [...promptTexts(node, catalog).flatMap(({ setting, names }) => names.map((name) => ({ name, setting, bound: false }))), ...boundFields(node)]
    .filter(({ name }) => isProductField(name)).flatMap((named) => missing(named, node, shop)));
}

/** A field as one word: material for product.metafields.custom.material. */
export function fieldWord(name: string): string {
  return (name.split(".").at(-1) ?? name).replaceAll("_", " ");
}

interface Named {
  readonly name: string;
  readonly setting: string;
  readonly bound: boolean;
}

function boundFields({ bindings }: SkillNode): Named[] {
  return Object.entries(bindings).flatMap(([setting, source]) => (source.from === "product" ? [{ name: source.field, setting, bound: true }] : []));
}

function missing({ name, setting, bound }: Named, { id }: SkillNode, { samples, metafields }: ShopSample): Problem[] {
  // Whether an item has a variant is decided by the run, not by the product.
  if (name === "product.variant") return [];
  const at = { severity: "warning" as const, node: id, field: setting };
  const defined = metafields.find((one) => metafieldName(one) === name);
  const why = defined ? whyUnreadable(defined.type) : null;
  if (defined && why !== null) return [{ ...at, code: "unreadable_metafield", what: `The metafield “${defined.name}” ${why}, so it is left out.`, fix: "Mention one that holds text, numbers or a date." }];
  const known = samples.filter(({ values }) => values[name] !== undefined);
  const empty = known.filter(({ values }) => values[name] === "").length;
  if (empty === 0) return [];
  if (metafieldKey(name) !== null && !defined && empty === known.length) {
    const meant = nearest(name, [...PRODUCT_FIELDS.map((field) => field.name), ...metafields.map(metafieldName)]);
    return [{ ...at, code: "unknown_mention", what: `“@${name}” does not exist in this shop, so it is left out.`, fix: meant ? `Did you mean “@${meant}”?` : "Type @ in the prompt to see what can be mentioned." }];
  }
  const counted = `“${fieldWord(name)}” is empty on ${empty} of ${known.length} products.`;
  return [{ ...at, code: "empty_field", what: counted, fix: bound ? "Fix the setting here, or fill the field in Shopify." : `Leave it out, or write “its ${fieldWord(name)}” instead.` }];
}
