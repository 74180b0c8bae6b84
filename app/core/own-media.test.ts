import { expect, test } from "vitest";
import { isOwnMedia, ownMarker, returnMarker } from "./own-media.ts";

test("a file that a publication adds or gives back is known by its name, also where Shopify put something behind it, and others are not", () => {
  const marker = ownMarker("0f8e3a11-9d5e-4a55-8c4c-2f0b6f1f0a01", "7b1c9e3d-1111-4111-8111-111111111111");
  expect(marker).toBe("piccaso-0f8e3a117b1c");
  const at = (name: string) => `https://cdn.shopify.com/s/files/1/0001/products/${name}?v=12`;
  const back = returnMarker("0f8e3a11-9d5e-4a55-8c4c-2f0b6f1f0a01", "7b1c9e3d-1111-4111-8111-111111111111");
  expect([`photo-${back}.jpg`, `photo-${back}_9d5e4a55.jpg`].map((name) => isOwnMedia(at(name)))).toEqual([true, true]);
  expect([`alba-vase-${marker}.jpg`, `alba-vase-${marker}_9d5e4a55-8c4c-4a55-8c4c-2f0b6f1f0a01.png`].map((name) => isOwnMedia(at(name)))).toEqual([true, true]);
  expect(["alba-vase.jpg", "piccaso-vase.jpg", "vase-piccaso-0f8e.jpg", `${marker}/vase.jpg`].map((name) => isOwnMedia(at(name)))).toEqual([false, false, false, false]);
  expect(isOwnMedia("no address")).toBe(false);
});
