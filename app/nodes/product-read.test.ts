import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext, PRODUCT } from "#tests/support/node-context.ts";
import { productRead } from "./product-read.ts";

test("the chosen photo, the product and its title come out", async () => {
  const run = (photo: string) => productRead.run({ inputs: {}, params: { photo } }, nodeContext());
  expect(await run("first")).toMatchObject({ image: shopPhoto("https://cdn.example/1.jpg"), title: "Alba Vase" });
  expect(await run("last")).toMatchObject({ image: shopPhoto("https://cdn.example/2.jpg") });
});

test("a product with one photo uses it when the second is asked for, and one without any gives none", async () => {
  const [first] = PRODUCT.photos;
  const one = { ...PRODUCT, photos: first ? [first] : [] };
  expect(await productRead.run({ inputs: {}, params: { photo: "second" } }, nodeContext({ product: one }))).toMatchObject({ image: shopPhoto("https://cdn.example/1.jpg") });
  const bare = { ...PRODUCT, photos: [] };
  expect(await productRead.run({ inputs: {}, params: {} }, nodeContext({ product: bare }))).toEqual({ product: bare, title: "Alba Vase" });
});

test("all photos come as a list, at most as many as are asked for", async () => {
  const photos = [shopPhoto("https://cdn.example/1.jpg"), shopPhoto("https://cdn.example/2.jpg")];
  expect(await productRead.run({ inputs: {}, params: {} }, nodeContext())).toMatchObject({ images: photos });
  expect(await productRead.run({ inputs: {}, params: { photos: 1 } }, nodeContext())).toMatchObject({ images: photos.slice(0, 1) });
});
