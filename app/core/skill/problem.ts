import type { SkillNode } from "./graph.ts";

/** Every code of a problem, for machines. */
export type ProblemCode =
  | "unknown_node" | "newer_node" | "duplicate_node" | "bad_setting" | "missing_node" | "missing_port" | "port_types" | "two_sources"
  | "input_open" | "cycle" | "no_product" | "no_output" | "unused_node" | "unknown_mention" | "too_many" | "bypass_stuck"
  | "empty_field" | "unreadable_metafield" | "too_many_metafields"
  | "binding_unknown" | "binding_type" | "binding_price"
  | "model_ended" | "model_ending" | "model_ratio" | "model_mask" | "model_unpriced";

/** Something that is wrong with a skill: what, where, and how to mend it. `field` is a setting or a port of the step. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: "error" | "warning";
  readonly node?: string;
  readonly field?: string;
  readonly what: string;
  readonly fix: string;
}

/** What a step is called: its own name, its kind, or for one of an unknown kind the name of that. */
export function nameOf(node: Pick<SkillNode, "name" | "type">, definition: { readonly title: string } | undefined): string {
  return node.name ?? definition?.title ?? node.type;
}
