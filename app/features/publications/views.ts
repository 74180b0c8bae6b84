import { z } from "zod";
import { PLACES, type Place } from "#app/core/media-order.ts";
import { ALT_LIMIT, slugOf } from "#app/core/text-template.ts";
import type { ImageView } from "../images/views.ts";
import { Link } from "./records.ts";
import type { PublicationState } from "./states.ts";

/** One tile of a product's media strip. */
export interface TileView {
  readonly id: string;
  readonly url: string | null;
  readonly alt: string;
  readonly kind: "kept" | "new" | "moved" | "replaced";
  /** How many variants show it. */
  readonly variants: number;
}

/** An image of the plan, or an alt text. */
export interface PlannedOutput {
  readonly id: string;
  readonly image: ImageView;
  readonly altText: string;
  /** The media of the product whose alt text alone is written; null for a new image. */
  readonly altOf: string | null;
  /** The photo that it was made from, if that is still on the product. */
  readonly sourceId: string | null;
  /** The variant that it was made for, if that is still there. */
  readonly variant: { readonly id: string; readonly title: string } | null;
  /** Suggested, without ending. */
  readonly fileName: string;
  /** What is done to it so that Shopify takes it, in words; null where nothing must be. */
  readonly fit: string | null;
}

export interface PlanRow {
  readonly productId: string;
  readonly title: string;
  readonly variantCount: number;
  readonly variantsWithoutImage: number;
  readonly outputs: readonly PlannedOutput[];
  /** Images of this product beyond those of one publication. */
  readonly outputsLeft: number;
  readonly now: readonly TileView[];
  /** How many media more Shopify takes. */
  readonly room: number;
  /** Why it cannot be published, or null. */
  readonly blocked: string | null;
}

export interface PublicationPlanView {
  readonly rows: readonly PlanRow[];
  readonly imageCount: number;
  /** Products at which another publication is at work, by title: this one waits for it. */
  readonly busy: readonly string[];
  /** Products after those of this page, and the cursor of the page with them. */
  readonly left: number;
  readonly next: string | null;
}

/** The most products of one plan, and the most outputs of one product in it. */
export const MOST_PRODUCTS = 100;
export const MOST_OUTPUTS = 25;

/** What is decided about one output. A file name that is left out is the suggested one. */
const PlannedChoice = z.object({
  id: z.uuid(), altText: z.string().max(ALT_LIMIT, `Shopify allows ${ALT_LIMIT} characters in an alt text`), place: z.enum(PLACES).default("last"), link: Link.default("none"),
  fileName: z.string().max(200).transform(slugOf).optional(),
});

export const StartPublication = z.object({
  products: z.array(z.object({ productId: z.string(), outputs: z.array(PlannedChoice).min(1).max(MOST_OUTPUTS) })).min(1).max(250),
});
export type StartPublication = z.output<typeof StartPublication>;

export interface PublicationRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly createdAt: string;
  readonly products: number;
  readonly images: number;
  readonly published: number;
  readonly undone: number;
  readonly failed: number;
  readonly working: number;
  readonly thumb: ImageView | null;
}

/** One output of a published product. */
export interface PublishedOutput {
  readonly id: string;
  readonly image: ImageView;
  readonly altText: string;
  /** Null for an alt text, which has no place of its own. */
  readonly place: Place | null;
  /** Whether it took the place of a photo, which is kept. */
  readonly replaced: boolean;
  readonly undo: "no" | "asked" | "begun" | "done";
}

export interface PublicationProductView {
  readonly id: string;
  readonly productId: string;
  readonly title: string;
  readonly state: PublicationState;
  readonly say: string | null;
  readonly image: ImageView;
  readonly outputs: readonly PublishedOutput[];
  readonly before: readonly TileView[];
  readonly after: readonly TileView[];
  /** After an undo: what others changed and what became of it, in words. */
  readonly kept: readonly string[];
  readonly publishedAt: string | null;
  readonly undoneAt: string | null;
}

/** A published product that others changed since, in words. */
export interface ChangedProduct {
  readonly id: string;
  readonly changes: readonly string[];
}

export interface PublicationView extends PublicationRow {
  readonly rows: readonly PublicationProductView[];
  /** Our images that are on no product any more and can be deleted from the shop's files. */
  readonly loose: number;
}
