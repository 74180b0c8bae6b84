import { expect, test } from "vitest";
import { problemsOf } from "./checks.ts";
import type { Evidence } from "./evidence.ts";
import { figuresOf } from "./figures.ts";
import type { Output, Publication } from "./pages.ts";
import type { ShopProduct, ShopState } from "./shop.ts";

/** Two products that were run and published, of which the second was undone, one that failed, and one without a photo. */
const NAMES = ["Vase", "Mug", "Glass", "Voucher"] as const;
const gid = (name: string) => `gid://shopify/Product/${name}`;
const uuid = (place: number) => `00000000-0000-4000-8000-00000000000${place}`;

const media = (id: string, alt: string, sha256: string) => ({ id, alt, status: "READY", sha256, variantIds: [] });
const product = (name: string, fresh: boolean): ShopProduct => ({
  id: gid(name), handle: name.toLowerCase(), title: name, variants: [{ id: `variant-${name}`, mediaId: null }],
  media: [...(name === "Voucher" ? [] : [media(`photo-${name}`, "", "photo")]), ...(fresh ? [media(`new-${name}`, `${name} on white`, `bytes-${name}`)] : [])],
});
const shop = (fresh: readonly string[], files: number): ShopState => ({ files, products: NAMES.map((name) => product(name, fresh.includes(name))) });

const output = (name: string, place: number): Output => {
  const image = { hash: `bytes-${name}`, full: "/files", width: 8, height: 8 };
  return { id: uuid(place), productId: gid(name), productTitle: name, place: 1, image, before: image, state: "approved", altText: `${name} on white` };
};
const OUTPUTS = [output("Vase", 1), output("Mug", 2)];

const page = (name: string, state: "published" | "undone"): Publication => ({
  number: 1, products: 1, images: 1, published: Number(state === "published"), undone: Number(state === "undone"), failed: 0, working: 0,
  rows: [{ productId: gid(name), title: name, state, say: null, kept: [] }],
});

function honest(): Evidence {
  const counts = { queued: 0, running: 0, waiting: 0, done: 2, failed: 1, uncertain: 0, cancelled: 0, expired: 0 };
  const items: Evidence["items"] = NAMES.slice(0, 3).map((title, index) => ({
    id: String(index), position: index + 1, title, productId: gid(title), state: title === "Glass" ? "failed" : "done", say: title === "Glass" ? "The background is not plain enough." : null, outputs: title === "Glass" ? 0 : 1,
  }));
  const run: Evidence["run"] = { number: 1, state: "done", counts, itemCount: 3, awaiting: 2, money: { spentMicros: 70, reservedMicros: 0, capMicros: 100 }, leftOut: [{ title: "Voucher", why: "No photo" }], items, nextPosition: null };
  const publications = OUTPUTS.map(({ id, productId, productTitle, altText }) => ({ id: productTitle, outputs: [{ id, productId, altText }], blocked: [], after: page(productTitle, "published") }));
  return {
    skill: "White", chosen: { count: 4, usable: 3, products: [] }, chosenIds: null, run, items, lastEvent: run, publications, wallMs: 1, money: { quotedMaxMicros: 100, ledgerMicros: 70, ledgerCalls: 2, calls: { gemini: 2 } },
    judged: OUTPUTS.map((one) => ({ output: one, sha256: one.image.hash, reject: null })), reviewed: { outputs: OUTPUTS, counts: { awaiting: 0, approved: 2, rejected: 0, unpublished: 2 } },
    final: [page("Vase", "published"), page("Mug", "undone")], unpublishedAtEnd: 1, shop: { before: shop([], 3), published: shop(["Vase", "Mug"], 5), undone: shop(["Vase"], 5) },
  };
}

/** The shop after publishing or undo, with one of its products changed. */
function changed(state: ShopState, name: string, change: (product: ShopProduct) => ShopProduct): ShopState {
  return { ...state, products: state.products.map((one) => (one.title === name ? change(one) : one)) };
}

test.each([
  ["a charge that the app does not know", { ledgerMicros: 71 }, "the providers charged 71"],
  ["a call that was bought twice", { ledgerCalls: 3 }, "ledgers have 3 paid calls"],
  ["a run above its quote", { quotedMaxMicros: 69 }, "more than the quote's maximum"],
])("%s is a contradiction", (_what, money, sentence) => {
  const seen = honest();
  expect(problemsOf({ ...seen, money: { ...seen.money, ...money } }).join(" ")).toContain(sentence);
});

test("a job whose figures agree with the shop has no problems, also where an item failed for a reason and a product was left out", () => {
  const seen = honest();
  expect(problemsOf(seen)).toEqual([]);
  expect(figuresOf(seen)).toMatchObject({ products: 4, items: 3, succeeded: 2, failed: 1, outputs: 2, approved: 2, published: 2, undone: 1, calls: {} });
});

const { run, shop: honestShop, reviewed, judged, publications } = honest();
test.each<[string, Partial<Evidence>, RegExp]>([
  ["an item that is lost", { items: run.items.slice(1) }, /The list of the run has 2 and the run has 3/],
  ["an event stream that ends with other figures", { lastEvent: { ...run, counts: { ...run.counts, done: 1 } } }, /The last event counts 1/],
  ["a left-out product that has media", { run: { ...run, leftOut: [{ title: "Vase", why: "No photo" }] } }, /Vase was left out of the run/],
  ["a product that the run form does not count", { chosen: { count: 3, usable: 3, products: [] } }, /The run form counts 3 and the shop has 4/],
  ["an item that failed without a reason", { items: run.items.map((item) => ({ ...item, say: null })) }, /Glass is failed, and nobody says why/],
  ["an image that nobody decided", { reviewed: { ...reviewed, counts: { ...reviewed.counts, approved: 1, awaiting: 1 } } }, /1 image still waits/],
  ["an image whose bytes are others than its hash says", { judged: judged.map((one) => ({ ...one, sha256: "other" })) }, /is not the one that its hash names/],
  ["an approved image that was not published", { publications: publications.slice(0, 1), final: honest().final.slice(0, 1) }, /The review approved 2 and the publications have 1/],
  ["a published image that the shop does not have", { shop: { ...honestShop, published: changed(honestShop.published, "Vase", () => product("Vase", false)) } }, /Vase has 0 and the app says 1 new media after publishing/],
  ["a published image that came twice", { shop: { ...honestShop, published: { ...changed(honestShop.published, "Vase", (one) => ({ ...one, media: [...one.media, media("twice", "Vase on white", "bytes-Vase")] })), files: 6 } } }, /The shop gained 3 and the app published 2 files/],
  ["a published image with other bytes", { shop: { ...honestShop, published: changed(honestShop.published, "Mug", (one) => ({ ...one, media: one.media.map((own) => ({ ...own, sha256: own.id === "new-Mug" ? "other" : own.sha256 })) })) } }, /The new image of Mug in the shop has other bytes/],
  ["a published image with another alt text", { shop: { ...honestShop, published: changed(honestShop.published, "Mug", (one) => ({ ...one, media: one.media.map((own) => ({ ...own, alt: own.id === "new-Mug" ? "" : own.alt })) })) } }, /has the alt text “”/],
  ["a product that was touched although nothing was published to it", { shop: { ...honestShop, published: changed(honestShop.published, "Glass", (one) => ({ ...one, media: [] })) } }, /that Glass had have changed after publishing/],
  ["an undo that left an image behind", { shop: { ...honestShop, undone: honestShop.published } }, /Mug has 1 and the app says 0 new media after the undo/],
  ["an undo that took an image of another publication", { shop: { ...honestShop, undone: { ...honestShop.before, files: 5 } } }, /Vase has 0 and the app says 1 new media after the undo/],
  ["an undo that did not restore what a variant shows", { shop: { ...honestShop, undone: changed(honestShop.undone, "Mug", (one) => ({ ...one, variants: [{ id: "variant-Mug", mediaId: "new-Mug" }] })) } }, /that Mug had have changed after the undo/],
])("the checks find %s", (_what, planted, sentence) => {
  expect(problemsOf({ ...honest(), ...planted })).toContainEqual(expect.stringMatching(sentence));
});
