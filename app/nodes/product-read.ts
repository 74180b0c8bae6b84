import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

export const productRead = defineNode({
  type: "product.read",
  version: 1,
  title: "Product",
  description: "Takes one photo and the title of each product.",
  category: "input",
  inputs: {},
  outputs: { image: required("image", "Photo"), product: required("product", "Product"), title: required("text", "Title") },
  params: z.object({
    photo: z.enum(["first", "last", "second"]).default("first").meta({
      title: "Which photo", description: "A product without the second photo uses its first.", labels: { first: "First photo", second: "Second photo", last: "Last photo" },
    }),
  }),
  run({ params }, { product }) {
    const place = { first: 0, second: Math.min(1, product.photos.length - 1), last: product.photos.length - 1 }[params.photo];
    const photo = product.photos[place];
    if (!photo) throw new AppError("no_photo", "no photo", { say: `${product.title} has no photo. Add one in Shopify and try again.` });
    return { image: shopPhoto(photo.url), product, title: product.title };
  },
});
