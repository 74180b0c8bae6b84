import { metafieldKey, MOST_METAFIELDS } from "../metafield.ts";
import { mentionsIn } from "../text-template.ts";
import type { SkillGraph } from "./graph.ts";
import type { Problem } from "./problem.ts";

/** The metafields that a skill names in its texts and bindings, and `texts` that the runner wrote, as Shopify asks for them (custom.material), each once. */
export function namedMetafields({ nodes }: Pick<SkillGraph, "nodes">, texts: readonly string[] = []): string[] {
  const written = nodes.flatMap(({ params }) => Object.values(params).filter((value) => typeof value === "string"));
  const bound = nodes.flatMap(({ bindings }) => Object.values(bindings).flatMap((source) => (source.from === "product" ? [source.field] : [])));
  const names = [...bound, ...[...written, ...texts].flatMap((text) => mentionsIn(text))];
  return [...new Set(names.flatMap((name) => metafieldKey(name) ?? []))];
}

/** A skill that names more metafields than are frozen with a product. */
export function metafieldProblems(graph: SkillGraph): Problem[] {
  const count = namedMetafields(graph).length;
  return count > MOST_METAFIELDS ? [{ code: "too_many_metafields", severity: "error", what: `The skill mentions ${count} metafields, and ${MOST_METAFIELDS} is the most.`, fix: "Mention fewer of them." }] : [];
}
