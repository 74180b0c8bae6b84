import { z } from "zod";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { defineNode, optional, required } from "#app/core/node.ts";

export const productRead = defineNode({
  type: "product.read",
  version: 1,
  title: "Product",
  description: "Takes one photo of each product, or all of them, and its title.",
  category: "input",
  inputs: {},
  outputs: { image: optional("image", "Photo", { ofPhoto: true }), images: optional("images", "All photos", { most: { setting: "photos" }, ofPhoto: true }), product: required("product", "Product"), title: required("text", "Title") },
  params: z.object({
    photo: z.enum(["first", "last", "second"]).default("first").meta({
      title: "Which photo", description: "A product without the second photo uses its first.", labels: { first: "First photo", second: "Second photo", last: "Last photo" },
    }),
    photos: z.int().min(1).max(20).default(5).meta({ title: "Photos, at most", description: "Of the list of all photos, in the order of the shop." }),
  }),
  run({ params }, { product }) {
    const place = { first: 0, second: Math.min(1, product.photos.length - 1), last: product.photos.length - 1 }[params.photo];
    const photo = product.photos[place];
    const photos = photo ? { image: shopPhoto(photo.url), images: product.photos.slice(0, params.photos).map(({ url }) => shopPhoto(url)) } : {};
    return { ...photos, product, title: product.title };
  },
});
