import fc from "fast-check";
import { expect, test } from "vitest";
import { movesTo, PLACES, targetOrder, type Place, type Placed } from "./media-order.ts";

const at = (place: Place, sourceId: string | null = null, id = "x"): Placed => ({ id, place, sourceId });

test("new images go first, after the first, after their source, in its place, or last, and the others keep their order", () => {
  const current = ["a", "b", "c", "x"];
  expect(targetOrder(current, [at("first")])).toEqual(["x", "a", "b", "c"]);
  expect(targetOrder(current, [at("after-first")])).toEqual(["a", "x", "b", "c"]);
  expect(targetOrder(current, [at("after-source", "b")])).toEqual(["a", "b", "x", "c"]);
  expect(targetOrder(current, [at("replace", "b")])).toEqual(["a", "x", "b", "c"]);
  expect(targetOrder(["a", "x", "b"], [at("last")])).toEqual(["a", "b", "x"]);
  expect(targetOrder(["x"], [at("after-first")])).toEqual(["x"]);
});

test("where its source is not on the product any more, an image goes after the first", () => {
  expect(targetOrder(["a", "b", "x"], [at("after-source", "gone")])).toEqual(["a", "x", "b"]);
  expect(targetOrder(["a", "b", "x"], [at("replace", null)])).toEqual(["a", "x", "b"]);
});

test("several images of one product each go to their own place", () => {
  const ours = [at("last", null, "l"), at("replace", "b", "r"), at("after-source", "a", "s"), at("first", null, "f")];
  expect(targetOrder(["a", "b", "l", "r", "s", "f"], ours)).toEqual(["f", "a", "s", "r", "b", "l"]);
});

test("the moves, applied one after the other as Shopify does, always reach the target and move only our images", () => {
  const places = fc.array(fc.record({ place: fc.constantFrom(...PLACES), source: fc.nat(9) }), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(fc.nat(8), places, (others, wanted) => {
    const ours = wanted.map(({ place, source }, n) => ({ id: `new${n}`, place, sourceId: `old${source}` }));
    const ids = ours.map(({ id }) => id);
    const current = [...Array.from({ length: others }, (_, n) => `old${n}`), ...ids];
    const target = targetOrder(current, ours);
    expect(target.filter((id) => !ids.includes(id))).toEqual(current.slice(0, others));
    expect([...target].sort()).toEqual([...current].sort());
    const order = [...current];
    for (const { id, newPosition } of movesTo(current, target, ids)) {
      expect(ids).toContain(id);
      order.splice(order.indexOf(id), 1);
      order.splice(newPosition, 0, id);
    }
    expect(order).toEqual(target);
    expect(targetOrder(target, ours)).toEqual(target);
  }));
});
