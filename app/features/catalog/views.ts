import { z } from "zod";
import { plainText } from "#app/core/plain-text.ts";
import { MOST_LIST } from "#app/core/product-list.ts";
import type { MetafieldDefinition } from "#app/core/metafield.ts";
import type { Unit } from "#app/core/unit.ts";

/** A value of a product, as it was typed. */
const Named = z.string().transform(plainText).pipe(z.string().trim().min(1).max(255));

/** How products are chosen. What it stands for is looked up and frozen when a run starts. */
export const Selection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("products"), ids: z.array(z.string().startsWith("gid://shopify/Product/")).min(1).max(250),
    /** In a run over photos these alone; all of them where none are named. */
    photos: z.array(z.string().startsWith("gid://shopify/MediaImage/")).max(5_000).optional() }),
  z.object({ kind: z.literal("collection"), id: z.string(), title: z.string().max(255).transform(plainText) }),
  z.object({ kind: z.literal("tag"), tag: Named }),
  z.object({ kind: z.literal("vendor"), vendor: Named }),
  z.object({ kind: z.literal("type"), type: Named }),
  z.object({ kind: z.literal("status"), status: z.enum(["ACTIVE", "UNLISTED", "DRAFT", "ARCHIVED"]) }),
  z.object({ kind: z.literal("search"), query: z.string().max(200).transform(plainText) }),
  /** Products without a photo; found in the mirror of the catalog. */
  z.object({ kind: z.literal("no-photo") }),
  /** First photos whose longer side has fewer pixels; found in the mirror of the catalog. */
  z.object({ kind: z.literal("small-photo"), below: z.int("Write a number of pixels").min(100, "At least 100 pixels").max(5_000, "At most 5000 pixels") }),
  /** Products of the mirror of which no run of this skill has made anything yet. `skillName` is only shown. */
  z.object({ kind: z.literal("not-processed"), skillId: z.uuid(), skillName: z.string().max(200).transform(plainText) }),
  /** Handles or SKUs, pasted or from a file; found in the mirror of the catalog. */
  z.object({ kind: z.literal("list"), text: z.string().min(1, "Paste handles or SKUs").max(MOST_LIST, "This list is too long. Split it.").transform(plainText) }),
  /** One that was saved by name; what it holds is looked up each time. */
  z.object({ kind: z.literal("saved"), id: z.uuid(), name: z.string().max(60).transform(plainText) }),
]);
export type Selection = z.output<typeof Selection>;

/** A selection that names no other. */
export type PlainSelection = Exclude<Selection, { kind: "saved" }>;

/** A selection by its name, with the unit of the runs over it. */
export interface SavedSelectionView {
  readonly id: string;
  readonly name: string;
  /** In words: Collection “Lamps”. */
  readonly label: string;
  readonly unit: Unit;
  readonly savedAt: string;
}

/** A value that products of the mirror have, and how many. */
export interface CatalogValueView {
  readonly value: string;
  readonly products: number;
}

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
    readonly kind: "no-photo" | "small-photo" | "unmatched" | "more";
    readonly text: string;
    /** Products, or lines of a list. */
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
