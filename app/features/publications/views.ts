import { z } from "zod";
import type { ImageView } from "../images/views.ts";

export type PublicationState =
  | "planned" | "storing" | "adding" | "processing" | "ordering" | "linking" | "published" | "failed" | "undoing" | "undone";

/** One tile of a product's media strip. */
export interface TileView {
  readonly url: string | null;
  readonly alt: string;
  readonly kind: "kept" | "new" | "moved" | "removed" | "yours";
}

export interface PlanRow {
  readonly productId: string;
  readonly title: string;
  readonly variantCount: number;
  readonly variantsWithoutImage: number;
  /** `altOf` names the media of the product whose alt text alone is written; null for a new image. */
  readonly outputs: readonly { readonly id: string; readonly image: ImageView; readonly altText: string; readonly altOf: string | null }[];
  readonly now: readonly TileView[];
  /** Why it cannot be published, or null. */
  readonly blocked: string | null;
}

export interface PublicationPlanView {
  readonly rows: readonly PlanRow[];
  readonly imageCount: number;
  /** Products that still wait for another publication to end. */
  readonly busy: readonly string[];
}

/** Where new images go: before all, after all, or after the first. */
export const Placement = z.enum(["first", "after-first", "last"]);
export type Placement = z.output<typeof Placement>;

export const StartPublication = z.object({
  products: z.array(z.object({
    productId: z.string(),
    placement: Placement,
    linkVariants: z.boolean(),
    outputs: z.array(z.object({ id: z.uuid(), altText: z.string().max(512, "Shopify allows 512 characters") })).min(1).max(25),
  })).min(1).max(250),
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

export interface PublicationProductView {
  readonly id: string;
  readonly productId: string;
  readonly title: string;
  readonly state: PublicationState;
  readonly say: string | null;
  readonly placement: Placement;
  readonly altTexts: readonly string[];
  readonly image: ImageView;
  readonly before: readonly TileView[];
  readonly after: readonly TileView[];
  /** After an undo: what others changed and what became of it, in words. */
  readonly kept: readonly string[];
  readonly publishedAt: string | null;
  readonly undoneAt: string | null;
}

export interface PublicationView extends PublicationRow {
  readonly rows: readonly PublicationProductView[];
  /** Our images that are on no product any more and can be deleted from the shop's files. */
  readonly loose: number;
}
