import type { GraphChange } from "#app/core/skill/change.ts";
import type { FieldView } from "#app/core/skill/fields.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import type { TemplateCategory } from "./templates/template.ts";

export interface NodeView {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly category: "input" | "generate" | "edit" | "output";
  readonly x: number;
  readonly y: number;
  readonly inputs: readonly { readonly name: string; readonly label: string; readonly type: string }[];
  readonly outputs: readonly { readonly name: string; readonly label: string; readonly type: string }[];
  /** Up to four facts for the card: label and value. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly fields: readonly FieldView[];
  /** What its prompts may mention, by the name after the @. */
  readonly mentions: readonly { readonly name: string; readonly label: string }[];
}

/** What differs between two states of a skill: ids of versions, null for the draft. */
export interface ComparisonView {
  readonly from: string | null;
  readonly to: string | null;
  readonly changes: readonly GraphChange[];
  /** What a product is expected to cost, micro-dollars; null where it is not known. */
  readonly fromMicros: number | null;
  readonly toMicros: number | null;
}

export interface SkillView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly nodes: readonly NodeView[];
  readonly edges: SkillGraph["edges"];
  readonly problems: readonly { readonly severity: "error" | "warning"; readonly node: string | null; readonly field: string | null; readonly what: string; readonly fix: string }[];
  readonly versions: readonly { readonly id: string; readonly number: number; readonly label: string; readonly note: string; readonly at: string; readonly runs: number; readonly byYou: boolean }[];
  /** Differences of the draft from the newest version; empty where there is none. */
  readonly changes: readonly GraphChange[];
  readonly archived: boolean;
  /** Whether the plan has no room for it: it can be read and exported. */
  readonly paused: boolean;
}

export interface SkillRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: number | null;
  readonly draftChanged: boolean;
  /** Whether the plan has no room for it: it can be read and exported. */
  readonly paused: boolean;
  readonly lastRunAt: string | null;
  readonly runs: number;
  /** Share approved of all decided, 0 to 1, or null. */
  readonly approved: number | null;
  /** What an image has cost on average, micro-dollars; null where none was bought. */
  readonly costMicros: number | null;
}

export interface TemplateView {
  readonly id: string;
  readonly category: TemplateCategory;
  readonly name: string;
  /** At most 44 characters, names the result. */
  readonly line: string;
  readonly description: string;
  /** Real pictures made by the template, under /templates. */
  readonly before: string;
  /** Null for one that needs a key. */
  readonly after: string | null;
  /** The provider whose key it needs, and about what a product costs; null for none. */
  readonly needs: { readonly provider: string; readonly eachMicros: number } | null;
}

/** A template as its page shows it: with its graph and what it asks whoever runs it. */
export interface TemplateDetailView extends TemplateView {
  readonly nodes: readonly NodeView[];
  readonly edges: SkillGraph["edges"];
  /** What the run form asks besides products. */
  readonly asks: readonly string[];
}
