import { z } from "zod";
import type { MetafieldDefinition } from "#app/core/metafield.ts";
import type { Unit } from "#app/core/unit.ts";

/** How products are chosen. Frozen into a list when the run starts. */
export const Selection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("products"), ids: z.array(z.string().startsWith("gid://shopify/Product/")).min(1).max(250) }),
  z.object({ kind: z.literal("collection"), id: z.string(), title: z.string().max(255) }),
  z.object({ kind: z.literal("tag"), tag: z.string().min(1).max(255) }),
  z.object({ kind: z.literal("search"), query: z.string().max(200) }),
  /** First photos whose longer side has fewer pixels; found in the mirror of the catalog. */
  z.object({ kind: z.literal("small-photo"), below: z.int("Write a number of pixels").min(100, "At least 100 pixels").max(5_000, "At most 5000 pixels") }),
]);
export type Selection = z.output<typeof Selection>;

export interface ProductCardView {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly status: string;
  readonly photoCount: number;
  /** Shopify's CDN at 320 pixels, or null without a photo. */
  readonly photo: string | null;
}

export interface SelectionView {
  readonly selection: Selection;
  readonly unit: Unit;
  /** In words: Collection “Lamps”. */
  readonly label: string;
  /** Items, and how many of them can be run. */
  readonly count: number;
  readonly usable: number;
  /** "12 photos of 5 products" */
  readonly words: string;
  /** The first of them. */
  readonly products: readonly ProductCardView[];
  readonly problems: readonly {
    readonly kind: "no-photo" | "small-photo";
    readonly text: string;
    readonly products: readonly { readonly id: string; readonly title: string }[];
  }[];
}

/** A product to preview prompts on: its values by the name that a prompt mentions. */
export interface SampleProductView {
  readonly id: string;
  readonly title: string;
  readonly photo: string | null;
  readonly values: Readonly<Record<string, string>>;
}

/** What prompts are held against. */
export interface ShopSampleView {
  readonly samples: readonly SampleProductView[];
  /** All that the shop has described for its products. */
  readonly metafields: readonly MetafieldDefinition[];
}

/** The mirror of the shop's catalog. */
export interface CatalogView {
  readonly state: "reading" | "whole" | "failed";
  /** What went wrong, where something did. */
  readonly say: string | null;
  /** When it was whole last; null before the first time. */
  readonly wholeAt: string | null;
  readonly products: number;
  /** Products whose first media is no image, and those whose first photo is smaller than `smallSide` pixels on its longer side. */
  readonly noPhoto: number;
  readonly smallPhoto: number;
  readonly smallSide: number;
}
