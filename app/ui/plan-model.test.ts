import { expect, test } from "vitest";
import { changeWords, plannedOf, problemsOf, tilesAfter, tilesBefore, type PlanOutput, type PlanRow } from "./plan-model.ts";

const image = { small: "", medium: "", large: "", full: "", width: 1, height: 1 };
const output = (id: string, more: Partial<PlanOutput> = {}): PlanOutput => ({ id, image, altText: `New ${id}`, altOf: null, sourceId: "a", variant: null, fileName: "vase", fit: null, ...more });
const row = (outputs: PlanOutput[], more: Partial<PlanRow> = {}): PlanRow => ({
  productId: "p", title: "Vase", variantCount: 3, variantsWithoutImage: 2, outputs, outputsLeft: 0, room: 247, blocked: null,
  now: ["a", "b", "c"].map((id, n) => ({ id, url: null, alt: id, kind: "kept" as const, variants: n === 0 ? 1 : 0 })), ...more,
});
const kinds = (tiles: readonly { alt: string; kind: string }[]) => tiles.map(({ alt, kind }) => `${alt} ${kind}`);

test("the strip after shows new images at their places and marks what moves", () => {
  const vase = row([output("x")]);
  expect(kinds(tilesAfter(vase, plannedOf(vase, {}, "last")))).toEqual(["a kept", "b kept", "c kept", "New x new"]);
  expect(kinds(tilesAfter(vase, plannedOf(vase, {}, "after-source")))).toEqual(["a kept", "New x new", "b moved", "c moved"]);
  expect(kinds(tilesAfter(vase, plannedOf(vase, { x: { included: false } }, "first")))).toEqual(["a kept", "b kept", "c kept"]);
});

test("a replacement stands in the place of its photo, and the words name the photo and the variants", () => {
  const vase = row([output("x", { sourceId: "a" })]);
  const planned = plannedOf(vase, { x: { place: "replace" } }, "last");
  expect(kinds(tilesBefore(vase, planned))).toEqual(["a replaced", "b kept", "c kept"]);
  expect(kinds(tilesAfter(vase, planned))).toEqual(["New x new", "b kept", "c kept"]);
  expect(changeWords(vase, planned)).toEqual(["The new image takes the place of image 1 as number 1. The photo is kept in your library.", "1 variant that shows that photo will show the new image."]);
});

test("an alt text for a photo moves nothing, and its sentence names the photo", () => {
  const vase = row([output("t", { altOf: "b", altText: "Seen from the side" })]);
  const planned = plannedOf(vase, {}, "first");
  expect(kinds(tilesAfter(vase, planned))).toEqual(["a kept", "Seen from the side kept", "c kept"]);
  expect(changeWords(vase, planned)).toEqual(["The alt text of image 2 is written: “Seen from the side”."]);
});

test("an image that was made for a variant is for that variant, unless it is decided otherwise", () => {
  const vase = row([output("x", { variant: { id: "v", title: "Blue" } })]);
  expect(changeWords(vase, plannedOf(vase, {}, "last"))).toEqual(["A new image is added as number 4.", "The variant Blue shows it."]);
  expect(changeWords(vase, plannedOf(vase, { x: { link: "bare" } }, "last"))).toEqual(["A new image is added as number 4.", "2 variants without an image show it."]);
});

test("a photo that has left the product is neither replaced nor a neighbour, and it is said", () => {
  const vase = row([output("x", { sourceId: null })]);
  const planned = plannedOf(vase, {}, "replace");
  expect(kinds(tilesAfter(vase, planned))).toEqual(["a kept", "New x new", "b moved", "c moved"]);
  expect(changeWords(vase, planned).join()).toContain("not on the product any more");
});

test("too many media, two replacements of one photo and an alt text that is too long are each named with the way out", () => {
  const full = row([output("x"), output("y", { altText: "a".repeat(530) })], { room: 1 });
  const words = problemsOf(full, plannedOf(full, {}, "replace")).join(" ");
  for (const part of ["Remove 1 in Shopify, or leave 1 image out", "cannot take the place of the same photo", "530 characters and Shopify allows 512. Remove 18."]) expect(words).toContain(part);
  expect(problemsOf(full, plannedOf(full, { y: { included: false } }, "replace"))).toEqual([]);
});
