import { expect, test } from "vitest";
import type { MediaState, ShopMedia } from "#app/core/ports/shop-gateway.ts";
import { matchMedia } from "./match-media.ts";

const media = (id: string, extra: Partial<ShopMedia> = {}): ShopMedia => ({ id, alt: "", status: "READY", kind: "IMAGE", url: null, ...extra });
const state = (...all: ShopMedia[]): MediaState => ({ productId: "p", title: "P", handle: "p", media: all, variants: [] });
const wanted = { outputId: "o1", marker: "piccaso-abc", altText: "A cup", mediaId: null };

test("an image is recognised by the marker in its address after the answer was lost", () => {
  const now = state(media("old"), media("new", { url: "https://cdn.example/cup-piccaso-abc.jpg?v=1" }));
  expect(matchMedia(state(media("old")), now, [wanted])).toMatchObject({ found: [{ outputId: "o1", mediaId: "new" }], missing: [], processing: [] });
});

test("nothing is added while a new image is still processed, because it may be ours", () => {
  const now = state(media("old"), media("new", { status: "PROCESSING", alt: "A cup" }));
  expect(matchMedia(state(media("old")), now, [wanted])).toMatchObject({ processing: ["new"], missing: [wanted] });
});

test("media that were there before are never taken for ours, whatever their name", () => {
  const old = media("old", { url: "https://cdn.example/piccaso-abc.jpg" });
  expect(matchMedia(state(old), state(old), [wanted]).missing).toEqual([wanted]);
});

test("a new image that failed at Shopify is named", () => {
  expect(matchMedia(state(), state(media("bad", { status: "FAILED", alt: "A cup" })), [wanted]).failed).toBe("bad");
});
