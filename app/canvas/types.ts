import type { MetafieldDefinition } from "#app/core/metafield.ts";
import type { Model } from "#app/core/model.ts";
import type { NodeSpec } from "#app/core/node.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";

/** A skill as the builder opens it. */
export interface BuilderSkill {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly graph: SkillGraph;
  readonly savedAt: string;
  readonly published: { readonly number: number; readonly graph: SkillGraph; readonly name: string } | null;
  readonly archived: boolean;
  readonly versions: readonly VersionEntry[];
  readonly specs: readonly NodeSpec[];
  readonly models: readonly Model[];
}

/** A published version; without a number a draft that was kept when another one replaced it. */
export interface VersionEntry {
  readonly id: string;
  readonly number: number | null;
  readonly label: string;
  readonly note: string;
  readonly at: string;
  readonly runs: number;
  readonly byYou: boolean;
}

/** A provider, and whether a key of it works here. */
export interface ProviderKey {
  readonly id: string;
  readonly title: string;
  readonly works: boolean;
}

/** What of the workspace the builder offers in its fields. */
export interface Shelf {
  readonly providers: readonly ProviderKey[];
  readonly folders: readonly string[];
  readonly assets: readonly { readonly id: string; readonly name: string }[];
}

/** A product to preview prompts on: its values by the name that a prompt mentions. */
export interface SampleProduct {
  readonly id: string;
  readonly title: string;
  readonly photo: string | null;
  readonly values: Readonly<Record<string, string>>;
}

/** What the shop has to hold prompts against: some products, and the metafields that it has described. */
export interface ShopSamples {
  readonly samples: readonly SampleProduct[];
  readonly metafields: readonly MetafieldDefinition[];
}

/** A draft that somebody else saved meanwhile. */
export interface OtherDraft {
  readonly revision: number;
  readonly name: string;
  readonly graph: SkillGraph;
  readonly savedAt: string;
  readonly byAnother: boolean;
}

/** What is edited: undone and redone as one. */
export interface Draft {
  readonly name: string;
  readonly graph: SkillGraph;
}
