import { expect } from "vitest";
import fc from "fast-check";
import { PLACES } from "../../app/core/media-order.ts";
import { getPublication } from "../../app/features/publications/get-publication.server.ts";
import { startPublication } from "../../app/features/publications/start-publication.server.ts";
import { undoPublication } from "../../app/features/publications/undo-publication.server.ts";
import { editMedia, type MediaEdit } from "../../sandbox/edits.ts";
import type { Fate } from "./direct-shop.ts";
import type { PublicationStage, StagedProduct } from "./publication-stage.ts";

/** Photos of the merchant's, outputs and variants of the product that is played with. */
const PHOTOS = 3;
const OUTPUTS = 4;

const fates = fc.array(fc.constantFrom<Fate>("fine", "fine", "fine", "fine", "dies-before", "dies-after", "answer-lost"), { maxLength: 9 });
/** Numbers are taken modulo what there is. */
const change = fc.record({ op: fc.constantFrom("alt" as const, "move" as const, "remove" as const, "add" as const, "link" as const), media: fc.nat(9), to: fc.nat(9), variant: fc.nat(2), none: fc.boolean() });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
/** What the merchant does while a dead worker has not been followed by another one yet. */
const between = fc.option(change, { freq: 2 });
const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("publish" as const), outputs: fc.uniqueArray(fc.nat(OUTPUTS - 1), { minLength: 1, maxLength: 3 }), place: fc.array(fc.constantFrom(...PLACES), { minLength: 3, maxLength: 3 }), link: fc.constantFrom("none" as const, "bare" as const), fates, between }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("undo" as const), which: fc.nat(9), one: fc.boolean(), fates, between }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("edit" as const), change }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose-file" as const) }) },
);
export type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;
/** What merchants, workers and their deaths do to one product, one after the other. */
export const moves = fc.array(move, { minLength: 2, maxLength: 7 });

/** One of ours as the player remembers it. */
interface Ours {
  readonly outputId: string;
  readonly publicationId: string;
  readonly mediaId: string;
  readonly replaced: string | null;
  undone: boolean;
}

/** What the merchant can rely on: the photos that are theirs, with their texts, and what each variant was last told to show. */
export interface Played {
  readonly product: StagedProduct;
  readonly ours: Ours[];
  /** Photos of the merchant's that they have not removed, with the text that they gave. */
  readonly alts: Map<string, string>;
  readonly base: Map<string, string | null>;
  /** For each variant, what of ours was let show by a publication since the merchant last decided, oldest first. */
  readonly shown: Map<string, string[]>;
  /** The same photo under another id: it came back from the library. */
  readonly returned: Map<string, string>;
  /** Edits since the start, in words that a report must have. */
  edits: { readonly at: number; readonly says: RegExp; readonly media: string }[];
  readonly publishedAt: Map<string, number>;
  /** Photos that the merchant added, with the step in which they did. */
  readonly addedAt: Map<string, number>;
  /** The media after the merchant's last edit, in their order. */
  order: readonly string[];
  steps: number;
}

export async function begin(stage: PublicationStage): Promise<Played> {
  const product = await stage.product(PHOTOS, OUTPUTS);
  const shop = stage.parts.state.products.get(product.id);
  return {
    product, ours: [], edits: [], order: product.photos, publishedAt: new Map(), addedAt: new Map(), steps: 0, returned: new Map(), alts: new Map(product.photos.map((id, n) => [id, `Photo ${n}`])),
    base: new Map(shop?.variants.map(({ id, mediaId }) => [id, mediaId])), shown: new Map(product.variants.map((id) => [id, []])),
  };
}

export const shopOf = (stage: PublicationStage, { product }: Played) => stage.parts.state.products.get(product.id);

/** Lets the workers die as they must, and then go on until nothing is left to do. After the first death the merchant may edit. */
async function settle(stage: PublicationStage, played: Played, how: readonly Fate[], meanwhile: Change | null): Promise<void> {
  stage.fates(how);
  for (let tries = 0; !await stage.work(); tries += 1) {
    if (tries === 0 && meanwhile) await edit(stage, played, meanwhile, true);
    if (tries > 12) throw new Error("the work does not come to its end");
  }
  stage.fates([]);
}

export async function play(stage: PublicationStage, played: Played, step: Move): Promise<void> {
  played.steps += 1;
  if (step.do === "publish") await publish(stage, played, step);
  else if (step.do === "undo") await undoSome(stage, played, step);
  else if (step.do === "edit") await edit(stage, played, step.change, false);
  else await loseFile(stage, played);
}

async function publish(stage: PublicationStage, played: Played, { outputs, place, link, fates: how, between: meanwhile }: Extract<Move, { do: "publish" }>): Promise<void> {
  const { product, ours } = played;
  const free = outputs.map((n) => product.outputs[n] ?? "").filter((id) => !ours.some((one) => one.outputId === id && !one.undone));
  if (free.length === 0) return;
  const before = shopOf(stage, played);
  const replacing = place.indexOf("replace");
  // One photo has one replacement.
  const chosen = free.map((id, n) => ({ id, altText: "Ours", link, place: place[n] === "replace" && n !== replacing ? "after-source" as const : place[n] ?? "last" }));
  const { publicationId } = await startPublication(stage.at, { products: [{ productId: product.id, outputs: chosen }] });
  await settle(stage, played, how, meanwhile);
  const [row] = (await getPublication(stage.at, { publicationId })).rows;
  expect([row?.state, row?.say], "it is published, whatever dies").toEqual(["published", null]);
  played.publishedAt.set(publicationId, played.steps);
  const after = shopOf(stage, played);
  for (const { id, place: at } of chosen) {
    const media = await rowOf(stage, publicationId, id);
    const source = product.photos[0] ?? "";
    ours.push({ outputId: id, publicationId, mediaId: media, undone: false, replaced: at === "replace" && before?.media.includes(source) ? source : null });
    for (const { id: variant, mediaId } of after?.variants ?? []) if (mediaId === media) played.shown.get(variant)?.push(media);
  }
}

async function rowOf(stage: PublicationStage, publicationId: string, outputId: string): Promise<string> {
  const files = stage.parts.state.media.all().filter(({ fileName }) => fileName.includes(outputId.slice(0, 8)) && !fileName.includes("piccaso-back"));
  const product = (await getPublication(stage.at, { publicationId })).rows[0];
  const own = files.filter(({ id }) => product?.after.some((tile) => tile.id === id && tile.kind === "new"));
  expect(own, "each image is there once").toHaveLength(1);
  return own[0]?.id ?? "";
}

export interface UndoSome {
  readonly which: number;
  /** One image, or all of its publication. */
  readonly one: boolean;
  readonly fates: readonly Fate[];
  readonly between: Change | null;
}

export async function undoSome(stage: PublicationStage, played: Played, { which, one, fates: how, between: meanwhile }: UndoSome): Promise<void> {
  const live = played.ours.filter(({ undone }) => !undone);
  const picked = live[which % Math.max(1, live.length)];
  if (!picked) return;
  const { publicationId } = picked;
  const gone = live.filter((other) => (one ? other === picked : other.publicationId === publicationId));
  const before = shopOf(stage, played);
  const texts = new Map(before?.media.map((id) => [id, stage.parts.state.media.get(id)?.alt]));
  await undoPublication(stage.at, { publicationId, ids: null, outputId: one ? picked.outputId : undefined });
  const known = { ...played, edits: [...played.edits] };
  await settle(stage, played, how, meanwhile);
  const [row] = (await getPublication(stage.at, { publicationId })).rows;
  for (const each of gone) {
    each.undone = true;
    for (const shown of played.shown.values()) if (shown.includes(each.mediaId)) shown.splice(shown.indexOf(each.mediaId), 1);
    if (each.replaced) await noteReturn(stage, played, each);
  }
  expect(row?.outputs.filter(({ undo }) => undo === "done").map(({ id }) => id).sort(), "what was asked for is undone").toEqual(played.ours.filter((other) => other.publicationId === publicationId && other.undone).map(({ outputId }) => outputId).sort());
  expectReport(known, publicationId, row?.kept ?? [], texts);
}

async function noteReturn(stage: PublicationStage, played: Played, { replaced, outputId }: Ours): Promise<void> {
  const back = stage.parts.state.media.all().find(({ fileName }) => fileName.includes(`piccaso-back-${outputId.slice(0, 8)}`));
  if (!back || !replaced || stage.parts.state.media.get(replaced)) return;
  played.returned.set(replaced, back.id);
}

/** The media that a photo is now. */
export const nowOf = ({ returned }: Played, id: string) => returned.get(id) ?? id;

/** The live image that has taken the place of a photo. */
export const standIn = ({ ours }: Played, id: string) => ours.find(({ replaced, undone }) => replaced === id && !undone);

/** Every edit since the publication that is still to be seen must be told. */
function expectReport(played: Played, publicationId: string, kept: readonly string[], texts: ReadonlyMap<string, string | undefined>): void {
  const since = played.publishedAt.get(publicationId) ?? 0;
  const late = played.edits.filter(({ at }) => at > since);
  for (const { says, media } of late) {
    // A photo that was added since is told as that, whatever its text is by now.
    const last = late.findLast((other) => other.media === media && (other.says.source.startsWith("Edited") ? (played.addedAt.get(media) ?? 0) <= since : true));
    if (last?.says === says && texts.has(media)) expect(kept.join(" "), "the report names what others changed").toMatch(says);
  }
}

/**
 * One edit of the merchant's. In flight they leave alone what is being written at that moment: our images, and the photo
 * that is replaced. Shopify has no compare-and-set, so who wins there is nobody's promise.
 */
async function edit(stage: PublicationStage, played: Played, { op, media, to, variant, none: wantsNone }: Change, inFlight: boolean): Promise<void> {
  const shop = shopOf(stage, played);
  const { alts, base, shown, edits, steps } = played;
  const photoOf = (id: string | undefined) => [...alts.keys()].find((one) => nowOf(played, one) === id);
  const within = shop?.media.filter((one) => !inFlight || (photoOf(one) !== undefined && photoOf(one) !== played.product.photos[0])) ?? [];
  const id = within[media % Math.max(1, within.length)];
  const variantId = played.product.variants[variant] ?? "";
  const none = wantsNone && !inFlight;
  if (!shop || (!id && op !== "add")) return;
  const photo = photoOf(id);
  const asked: MediaEdit = op === "alt" ? { op, mediaId: id ?? "", alt: `Edited ${steps}` } : op === "move" ? { op, mediaId: id ?? "", to: to % shop.media.length }
    : op === "remove" ? { op, mediaId: id ?? "" } : op === "add" ? { op, alt: `Added ${steps}`, copyOf: stage.parts.state.media.all()[0]?.id } : { op, variantId, mediaId: none ? null : id ?? "" };
  await editMedia(stage.parts, shop.id, asked);
  const now = shopOf(stage, played)?.media ?? [];
  played.order = now;
  if (op === "alt" && photo) { alts.set(photo, `Edited ${steps}`); edits.push({ at: steps, says: new RegExp(`Edited ${steps}`), media: id ?? "" }); }
  if (op === "add") { const added = now.find((one) => !shop.media.includes(one)) ?? ""; alts.set(added, `Added ${steps}`); played.addedAt.set(added, steps); edits.push({ at: steps, says: /added meanwhile/, media: added }); }
  if (op === "remove") {
    if (photo) alts.delete(photo);
    for (const each of shop.variants) if (each.mediaId === id) { base.set(each.id, null); shown.set(each.id, []); }
  }
  if (op === "link") { base.set(variantId, none ? null : id ?? null); shown.set(variantId, []); }
}

/** The file of a photo that is off the product is deleted: it can only come back from the library. */
async function loseFile(stage: PublicationStage, played: Played): Promise<void> {
  const lost = played.ours.find(({ replaced, undone }) => !undone && replaced !== null && stage.parts.state.media.get(replaced) && !shopOf(stage, played)?.media.includes(replaced));
  if (lost?.replaced) await stage.parts.state.media.remove(lost.replaced);
}
