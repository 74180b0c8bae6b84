import fc from "fast-check";
import { expect, test } from "vitest";
import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import { foreignChanges, movesTo, targetOrder } from "./arrange.ts";

test("new images go first, after the first, or last, and the others keep their order", () => {
  expect(targetOrder(["a", "b", "x"], ["x"], "first")).toEqual(["x", "a", "b"]);
  expect(targetOrder(["a", "b", "x"], ["x"], "after-first")).toEqual(["a", "x", "b"]);
  expect(targetOrder(["x"], ["x"], "after-first")).toEqual(["x"]);
  expect(targetOrder(["a", "x", "b"], ["x"], "last")).toEqual(["a", "b", "x"]);
});

test("the moves, applied one after the other as Shopify does, always reach the target and move only our images", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom("first" as const, "after-first" as const, "last" as const), (others, count, placement) => {
    const ours = Array.from({ length: count }, (_, n) => `new${n}`);
    const current = [...Array.from({ length: others }, (_, n) => `old${n}`), ...ours];
    const target = targetOrder(current, ours, placement);
    const order = [...current];
    for (const { id, newPosition } of movesTo(current, target, ours)) {
      expect(ours).toContain(id);
      order.splice(order.indexOf(id), 1);
      order.splice(newPosition, 0, id);
    }
    expect(order).toEqual(target);
  }));
});

const state = (media: [string, string][]): MediaState => ({ productId: "p", title: "P", handle: "p", variants: [], media: media.map(([id, alt]) => ({ id, alt, status: "READY", kind: "IMAGE", url: null })) });

test("nothing is reported when nobody changed anything", () => {
  const published = state([["new", "n"], ["old", "o"]]);
  expect(foreignChanges(published, published, ["new"])).toEqual([]);
});

test("what the merchant added, removed, moved or renamed is each reported with its fate", () => {
  const published = state([["new", "n"], ["a", "1"], ["b", "2"], ["c", "3"]]);
  const now = state([["b", "2"], ["a", "changed"], ["mine", ""], ["new", "edited"]]);
  const report = foreignChanges(published, now, ["new"]).join("\n");
  for (const words of ["1 image was added", "1 former image was removed", "order of the images", "edited to “changed”", "alt text of our image was edited to “edited”"]) expect(report).toContain(words);
});
