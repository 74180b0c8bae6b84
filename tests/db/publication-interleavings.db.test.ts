import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPublicationStage, type PublicationStage } from "../support/publication-stage.ts";
import { begin, moves, nowOf, play, shopOf, standIn, undoSome, type Played } from "../support/publication-play.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
let stage: PublicationStage;
beforeAll(async () => {
  world = await createWorld();
  stage = await createPublicationStage(world);
});
afterAll(() => world.close());

/** Time for one of the two properties in ms, by the clock: what comes after it is not played. A play is never broken off. */
const LIMIT_MS = 16_000;
function inTime(): () => boolean {
  const until = Date.now() + LIMIT_MS;
  return () => Date.now() < until;
}

/** What must hold whenever nobody is at work. */
function expectNothingLost(played: Played): void {
  const shop = shopOf(stage, played);
  const there = new Set(shop?.media);
  for (const [photo, alt] of played.alts) {
    const id = nowOf(played, photo);
    if (standIn(played, photo)) expect(there.has(id), "a replaced photo is off").toBe(false);
    else {
      expect(there.has(id), `the merchant's photo ${photo} is there`).toBe(true);
      expect(stage.parts.state.media.get(id)?.alt, "with the merchant's text").toBe(alt);
    }
  }
  const theirs = new Set([...played.alts.keys()].map((photo) => nowOf(played, photo)));
  const ours = new Set(played.ours.filter(({ undone }) => !undone).map(({ mediaId }) => mediaId));
  expect([...there].filter((id) => !theirs.has(id) && !ours.has(id)), "nothing else is there: no duplicate, nothing that was undone or removed").toEqual([]);
  expect(shop?.media).toHaveLength(there.size);
  const common = (ids: readonly string[]) => ids.filter((id) => theirs.has(id) && there.has(id) && played.order.includes(id) && ![...played.ours].some(({ replaced }) => replaced !== null && nowOf(played, replaced) === id));
  expect(common(shop?.media ?? []), "in the merchant's order").toEqual(common(played.order));
  for (const { id, mediaId } of shop?.variants ?? []) expectVariant(played, id, mediaId, there);
}

function expectVariant(played: Played, variant: string, mediaId: string | null, there: ReadonlySet<string>): void {
  expect(mediaId === null || there.has(mediaId), "no variant shows what is not on the product").toBe(true);
  const ours = played.shown.get(variant)?.findLast((id) => there.has(id));
  const base = played.base.get(variant) ?? null;
  if (ours) return expect(mediaId, "a variant shows the image that it was let show").toBe(ours);
  if (base === null) return expect(mediaId, "a variant that showed none shows none").toBeNull();
  const theirs = played.alts.has(base);
  const wasOurs = played.ours.find((one) => one.mediaId === base);
  if (wasOurs?.undone) return; // what the merchant chose is gone with its undo: what came before it is as good as nothing
  const stand = standIn(played, base);
  if (stand && there.has(stand.mediaId)) expect(mediaId, "a variant shows what stands for its photo").toBe(stand.mediaId);
  else if (theirs && there.has(nowOf(played, base))) expect(mediaId, "a variant keeps what the merchant chose").toBe(nowOf(played, base));
}

test("whatever merchants, publications, crashes and undo do to a product in whatever order, no edit is lost, nothing is twice, and no variant shows what is not there", async () => {
  const due = inTime();
  await fc.assert(fc.asyncProperty(moves, async (steps) => {
    if (!due()) return;
    const played = await begin(stage);
    for (const step of steps) {
      await play(stage, played, step);
      expectNothingLost(played);
    }
    while (played.ours.some(({ undone }) => !undone)) {
      await undoSome(stage, played, { which: steps.length, one: false, fates: [], between: null });
      expectNothingLost(played);
    }
  }), { numRuns: 60 });
}, 240_000);

test("where nobody else changes anything, undoing everything in any order and through any crash is exactly the start", async () => {
  const undisturbed = moves.map((steps) => steps.flatMap((step) => (step.do === "publish" || step.do === "undo" ? [{ ...step, between: null }] : [])));
  const due = inTime();
  await fc.assert(fc.asyncProperty(undisturbed, fc.array(fc.record({ which: fc.nat(9), one: fc.boolean() }), { maxLength: 4 }), async (steps, undos) => {
    if (!due()) return;
    const played = await begin(stage);
    const exactly = () => { const shop = shopOf(stage, played); return { media: shop?.media.map((id) => [id, stage.parts.state.media.get(id)?.alt]), variants: shop?.variants }; };
    const start = exactly();
    for (const step of steps) await play(stage, played, step);
    for (const { which, one } of undos) await undoSome(stage, played, { which, one, fates: ["fine", "dies-after"], between: null });
    while (played.ours.some(({ undone }) => !undone)) await undoSome(stage, played, { which: 0, one: false, fates: [], between: null });
    expect(exactly()).toEqual(start);
    const reports = await world.database.look<{ report: { kept: string[] } | null }>(`select "report" from "PublicationProduct" where "productId" = $1`, [played.product.id]);
    expect(reports.flatMap(({ report }) => report?.kept ?? []).filter((line) => !/^Publication \d+ has put /.test(line))).toEqual([]);
  }), { numRuns: 40 });
}, 240_000);
