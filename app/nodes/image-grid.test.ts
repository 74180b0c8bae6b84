import { expect, test } from "vitest";
import { storedImage } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageGrid } from "./image-grid.ts";

const images = (count: number) => Array.from({ length: count }, (_unused, index) => storedImage(`view-${index}`));
const run = (count: number, params: object) => imageGrid.run({ inputs: { images: images(count) }, params }, nodeContext());

test("images keep their order, and those after the ninth are left out", async () => {
  expect(await run(11, { columns: 3, gap: 0.05 })).toMatchObject({ image: { operation: { kind: "grid", layout: "rows", columns: 3, gap: 0.05 }, inputs: images(9) } });
});

test.each([[1, {}, 1], [2, {}, 2], [4, {}, 2], [5, {}, 3], [9, {}, 3], [3, { width: 2000, height: 500 }, 3], [4, { width: 500, height: 2000 }, 1], [3, { columns: 9 }, 9]])("%d images in %o stand %d in a row", async (count, params, columns) => {
  expect(await run(count, params)).toMatchObject({ image: { operation: { columns } } });
});

test("an empty list is refused with a sentence", async () => {
  await expect(run(0, {})).rejects.toMatchObject({ code: "invalid_input", say: "There is no image to put into the grid." });
});
