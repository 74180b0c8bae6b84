import { expect, test } from "vitest";
import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import { foreignChanges } from "./foreign-changes.ts";
import type { OurAlt, OurImage, Standing } from "./standing.ts";

const state = (media: [string, string][], variants: [string, string | null][] = []): MediaState => ({
  productId: "p", title: "P", handle: "p", variants: variants.map(([id, mediaId]) => ({ id, title: id.toUpperCase(), mediaId })), media: media.map(([id, alt]) => ({ id, alt, status: "READY", kind: "IMAGE", url: null })),
});
const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const image = (mediaId: string, more: Partial<OurImage> = {}): OurImage => ({ rowId: "r1", outputId: mediaId, number: 1, createdAt: day(1), mediaId, undoneAt: null, original: null, returning: false, restoredId: null, links: null, before: undefined, ...more });
const alt = (mediaId: string, altText: string, more: Partial<OurAlt> = {}): OurAlt => ({ rowId: "r1", outputId: "t", number: 1, createdAt: day(1), mediaId, altText, undoneAt: null, before: undefined, ...more });
const changes = (published: MediaState, now: MediaState, standing: Standing) =>
  foreignChanges({ rowId: "r1", published, now, images: standing.images.filter(({ rowId }) => rowId === "r1"), alts: standing.alts.filter(({ rowId }) => rowId === "r1") }, standing).join("\n");

test("nothing is reported when nobody changed anything", () => {
  const published = state([["new", "n"], ["old", "o"]], [["small", "new"]]);
  expect(changes(published, published, { images: [image("new")], alts: [] })).toBe("");
});

test("what the merchant added, removed, moved, renamed or linked is each reported with its fate", () => {
  const published = state([["new", "n"], ["a", "1"], ["b", "2"], ["c", "3"]], [["small", "new"], ["large", "a"]]);
  const now = state([["b", "2"], ["a", "changed"], ["mine", ""], ["new", "edited"]], [["small", "b"], ["large", "new"]]);
  const report = changes(published, now, { images: [image("new")], alts: [] });
  for (const words of ["1 image was added", "1 former image was removed", "order of the images", "edited to “changed”", "alt text of our image was edited to “edited”", "image of the variant SMALL was changed", "variant LARGE was given our image"]) expect(report).toContain(words);
});

test("what another publication of ours did is told by its number and not as the merchant's", () => {
  const published = state([["new", "n"], ["a", "1"]]);
  const original = { id: "new", alt: "n", hash: "h", mime: "image/png", assetId: "x" };
  const standing = { images: [image("new"), image("later", { rowId: "r2", number: 2, createdAt: day(2), original })], alts: [alt("a", "ours"), alt("a", "later", { rowId: "r2", number: 2, createdAt: day(2) })] };
  expect(changes(published, state([["later", "n"], ["a", "later"]]), standing).split("\n")).toEqual([
    "Publication 2 has put images there since. They stay.", "Publication 2 has written another alt text for that photo since. It stays.",
    "Publication 2 has put another image in the place of ours since. That one stays; its undo brings back what was there before both.",
  ]);
});

test("a photo that came back by an undo of ours is nobody's change", () => {
  const original = { id: "photo", alt: "p", hash: "h", mime: "image/png", assetId: "x" };
  const standing = { images: [image("one", { undoneAt: day(3), original, restoredId: "back" }), image("two")], alts: [] };
  expect(foreignChanges({ rowId: "r1", published: state([["one", "n"], ["two", "n"]]), now: state([["back", "p"], ["two", "n"]]), images: standing.images.slice(1), alts: [] }, standing)).toEqual([]);
});
