import type { Product } from "./product.ts";
import type { Unit } from "./unit.ts";

/** What an item is called on screen, in the singular. Outputs are called images there, so what goes in is a photo. */
export function unitWord(unit: Unit): "product" | "photo" | "variant" {
  return unit === "image" ? "photo" : unit;
}

/** How many items of how many products: "5 products", "12 photos of 5 products", "1 variant of 1 product". */
export function itemsWords(unit: Unit, items: number, products: number): string {
  const some = (count: number, word: string) => `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
  return unit === "product" ? some(items, "product") : `${some(items, unitWord(unit))} of ${some(products, "product")}`;
}

/** What an item is called: its product, with the variant or the number of the photo that it stands for. */
export function itemTitle({ title, variant, photo }: Pick<Product, "title" | "variant" | "photo">): string {
  if (variant?.title) return `${title}, ${variant.title}`;
  return photo && photo.of > 1 ? `${title}, photo ${photo.number}` : title;
}
