import { isDeepStrictEqual } from "node:util";
import { differ } from "./check-run.ts";
import type { Evidence, Published } from "./evidence.ts";
import { figuresOf, imagesIn } from "./figures.ts";
import type { ShopProduct, ShopState } from "./shop.ts";

/** Whether the shop has exactly what the app says that it published and took back. One sentence for each contradiction. */
export function checkShop(seen: Evidence): string[] {
  const { shop, publications } = seen;
  const all = publications.flatMap((publication) => imagesIn(publication, publication.after, "published"));
  const staying = publications.flatMap((publication, index) => imagesIn(publication, seen.final[index], "published"));
  return [
    ...publications.flatMap(ordered),
    ...totals(seen),
    ...differ("The shop gained", shop.published.files - shop.before.files, "the app published", all.length, "files"),
    ...differ("After the undo the shop has", shop.undone.files, "it had before it", shop.published.files, "files, and an undo deletes none,"),
    ...compare(shop.before, shop.published, imagesByProduct(all), seen, "after publishing"),
    ...compare(shop.before, shop.undone, imagesByProduct(staying), seen, "after the undo"),
  ];
}

function ordered({ after, blocked }: Published): string[] {
  return [
    ...blocked.map(({ title, why }) => `${title} was approved and could not be published: ${why}`),
    ...after.rows.filter(({ state }) => state !== "published").map(({ title, state, say }) => `${title} is ${state} after publication ${after.number}: ${say ?? "nobody says why."}`),
  ];
}

function totals(seen: Evidence): string[] {
  const { approved, published, undone } = figuresOf(seen);
  const last = seen.final.at(-1);
  const others = seen.final.slice(0, -1);
  return [
    ...differ("The review approved", approved, "the publications have", published, "images"),
    ...differ("The review says that", seen.unpublishedAtEnd, "the undo took back", undone, "approved images are on no product"),
    ...(last?.rows ?? []).filter(({ state }) => state !== "undone").map(({ title, state, say }) => `${title} is ${state} after the undo: ${say ?? "nobody says why."}`),
    ...(last?.rows ?? []).flatMap(({ title, kept }) => kept.map((what) => `The undo of ${title} kept a change that nobody made: ${what}`)),
    ...others.flatMap(({ rows }) => rows).filter(({ state }) => state !== "published").map(({ title, state }) => `${title} is ${state}, and its publication was not undone.`),
  ];
}

function imagesByProduct(images: Published["outputs"]): Map<string, Published["outputs"]> {
  const byProduct = new Map<string, Published["outputs"]>();
  for (const image of images) byProduct.set(image.productId, [...(byProduct.get(image.productId) ?? []), image]);
  return byProduct;
}

/** Every product must be as it was, with the given images after its own and nothing else changed. */
function compare(before: ShopState, now: ShopState, added: ReadonlyMap<string, Published["outputs"]>, { judged }: Evidence, when: string): string[] {
  const hashes = new Map(judged.map(({ output, sha256 }) => [output.id, sha256]));
  const gone = [...added.keys()].filter((id) => !before.products.some((product) => product.id === id)).map((id) => `The app published to ${id}, which the shop does not have.`);
  return [...gone, ...differ("The shop has", now.products.length, "it had", before.products.length, `products ${when}`), ...before.products.flatMap((former) => {
    const product = now.products.find(({ id }) => id === former.id);
    if (!product) return [`${former.title} is not in the shop any more ${when}.`];
    const fresh = product.media.slice(former.media.length);
    const own: ShopProduct = { ...product, media: product.media.slice(0, former.media.length) };
    const images = added.get(former.id) ?? [];
    return [
      ...(isDeepStrictEqual(own, former) ? [] : [`The media, alt texts or variants that ${former.title} had have changed ${when}.`]),
      ...differ(`${former.title} has`, fresh.length, "the app says", images.length, `new media ${when}`),
      ...images.flatMap(({ id, altText }, index) => {
        const media = fresh[index];
        if (!media) return [];
        return [
          ...(media.alt === altText ? [] : [`The new image of ${former.title} has the alt text “${media.alt}” and not “${altText}” ${when}.`]),
          ...(media.status === "READY" ? [] : [`The new image of ${former.title} is ${media.status} ${when}.`]),
          ...(media.sha256 === null || media.sha256 === hashes.get(id) ? [] : [`The new image of ${former.title} in the shop has other bytes than the approved one ${when}.`]),
        ];
      }),
    ];
  })];
}
