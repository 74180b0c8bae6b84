import { z } from "zod";

/** What the images of a product cost, by buckets that a person thinks in. */
export const COSTS = ["free", "to-5", "to-20", "over-20"] as const;

/** Which images are listed. Every part stands in the page's address, so that a list can be shared. */
export const ReviewFilter = z.object({
  state: z.enum(["awaiting", "approved", "rejected", "all"]).catch("awaiting"),
  run: z.uuid().nullable().catch(null),
  /** A model of the catalog by its id. */
  model: z.string().max(80).nullable().catch(null),
  /** Part of a product's title. */
  product: z.string().trim().max(120).catch(""),
  cost: z.enum(COSTS).nullable().catch(null),
  /** Only what the reader is asked to decide. */
  mine: z.boolean().catch(false),
});
export type ReviewFilter = z.output<typeof ReviewFilter>;

/** Everything that waits for a decision. */
export const NO_FILTER: ReviewFilter = { state: "awaiting", run: null, model: null, product: "", cost: null, mine: false };

/**
 * The place of an image in every list: newest run first, then its products in order, then a product's images, each
 * followed by its redos. As text, so that it can stand in an address.
 */
export const PlaceKey = z.string().regex(/^\d{1,9}(\.\d{1,9}){3}$/);

/** The numbers of a place: of the run, of the product in it, of the item and of the image. */
export function placeOf(key: string): readonly [run: number, product: number, item: number, image: number] {
  const [run = 0, product = 0, item = 0, image = 0] = key.split(".").map(Number);
  return [run, product, item, image];
}
