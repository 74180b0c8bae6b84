import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { MOST_SEED } from "#app/core/model.ts";
import { defineNode, sometimesSeveral } from "#app/core/node.ts";

/** Variations of one product, at most: what is behind them runs, and buys, once for each. */
const MOST = 20;

export const listVariations = defineNode({
  type: "list.variations",
  version: 1,
  title: "Variations",
  description: "Runs what is connected once for each line of a list, each of several seeds, or each photo of the product.",
  category: "input",
  inputs: {},
  outputs: {
    text: sometimesSeveral("text", "Line", { setting: "lines" }), seed: sometimesSeveral("number", "Seed", { setting: "count" }), image: { ...sometimesSeveral("image", "Photo", { setting: "photos" }), ofPhoto: true },
  },
  params: z.object({
    kind: z.enum(["lines", "seeds", "photos"]).default("lines").meta({ title: "One for each", labels: { lines: "Line of a list", seeds: "Seed", photos: "Photo of the product" } }),
    lines: z.array(z.string().min(1, "A line is empty").max(500)).min(1, "Write at least one line").max(MOST).default(["from the front", "from the side", "from above"]).meta({ title: "Lines", description: "One variation a line.", field: "list", when: { field: "kind", is: ["lines"] } }),
    count: z.int().min(1).max(MOST).default(4).meta({ title: "Seeds", description: "How many.", when: { field: "kind", is: ["seeds"] } }),
    first: z.int().min(0).max(MOST_SEED - MOST).default(1).meta({ title: "First seed", description: "The others count up from it.", when: { field: "kind", is: ["seeds"] } }),
    photos: z.int().min(1).max(MOST).default(5).meta({ title: "Photos, at most", description: "In the order of the shop.", when: { field: "kind", is: ["photos"] } }),
  }),
  example: { use: "Make four images of each product that differ by their seed alone.", params: { kind: "seeds", count: 4, first: 100 } },
  run({ params: { kind, lines, count, first, photos } }, { product }) {
    if (kind === "lines") return { text: lines };
    if (kind === "seeds") return { seed: Array.from({ length: count }, (_unused, place) => first + place) };
    if (product.photos.length === 0) throw new AppError("no_photo", "no photo", { say: `${product.title} has no photo. Add one in Shopify and try again.` });
    return { image: product.photos.slice(0, photos).map(({ url }) => shopPhoto(url)) };
  },
});
