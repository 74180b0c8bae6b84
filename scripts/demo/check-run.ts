import type { Evidence } from "./evidence.ts";
import { figuresOf } from "./figures.ts";

/** Whether the figures of selection, run and review agree with each other and with the shop's products. One sentence for each contradiction. */
export function checkRun(seen: Evidence): string[] {
  return [...products(seen), ...items(seen), ...review(seen), ...money(seen)];
}

function products({ chosen, chosenIds, run, shop }: Evidence): string[] {
  const wanted = shop.before.products.filter(({ id }) => chosenIds === null || chosenIds.includes(id));
  const bare = wanted.filter(({ media }) => media.length === 0).map(({ title }) => title);
  const left = run.leftOut.map(({ title }) => title);
  return [
    ...differ("The run form counts", chosen.count, "the shop has", wanted.length, "products of the selection"),
    ...differ("The run form can run", chosen.usable, "the shop has", wanted.length - bare.length, "products with media"),
    ...differ("Items and left-out products are", run.itemCount + run.leftOut.length, "the run form counts", chosen.count, "products"),
    ...without(bare, left).map((title) => `${title} has no media in the shop, and the run does not say that it was left out.`),
    ...without(left, bare).map((title) => `${title} was left out of the run, and the shop has media of it.`),
  ];
}

function items(seen: Evidence): string[] {
  const { run, items: listed, lastEvent } = seen;
  const { succeeded, failed, uncertain } = figuresOf(seen);
  const { cancelled, expired } = run.counts;
  const photographed = new Set(seen.shop.before.products.filter(({ media }) => media.length > 0).map(({ id }) => id));
  const states = Object.entries(run.counts).flatMap(([state, count]) => differ(`The run counts`, count, "its list has", listed.filter((item) => item.state === state).length, `items that are ${state}`));
  return [
    ...(run.state === "done" ? [] : [`The run has ended, and its page says that it is ${run.state}.`]),
    ...differ("Succeeded, failed, uncertain, cancelled and expired are", succeeded + failed + uncertain + cancelled + expired, "the run has", run.itemCount, "items"),
    ...Object.entries(lastEvent.counts).flatMap(([state, count]) => differ("The last event counts", count, "the run's page counts", countOf(run.counts, state), `items that are ${state}`)),
    ...differ("The list of the run has", new Set(listed.map(({ productId }) => productId)).size, "the run has", run.itemCount, "different products"),
    ...states,
    ...listed.filter(({ productId }) => !photographed.has(productId)).map(({ title }) => `${title} was run, and the shop has no such product with media.`),
    ...listed.filter(({ state, outputs }) => state === "done" && outputs === 0).map(({ title }) => `${title} succeeded without an image.`),
    ...listed.filter(({ state, say }) => state !== "done" && !say).map(({ title, state }) => `${title} is ${state}, and nobody says why.`),
  ];
}

function review({ items: listed, judged, reviewed, run }: Evidence): string[] {
  const { counts, outputs } = reviewed;
  const stateOf = new Map(outputs.map(({ id, state }) => [id, state]));
  const done = new Set(listed.filter(({ state }) => state === "done").map(({ productId }) => productId));
  const rejected = judged.filter(({ reject }) => reject !== null);
  return [
    ...differ("The items made", listed.reduce((sum, item) => sum + item.outputs, 0), "the review lists", outputs.length, "images"),
    ...differ("The run said that", run.awaiting, "there were to decide", judged.length, "images"),
    ...differ("Approved and rejected are", counts.approved + counts.rejected, "the review lists", outputs.length, "images"),
    ...differ("The review counts", counts.approved, "the rule approved", judged.length - rejected.length, "approved images"),
    ...differ("The review counts", counts.rejected, "the rule rejected", rejected.length, "rejected images"),
    ...(counts.awaiting ? [`${counts.awaiting} ${counts.awaiting === 1 ? "image still waits" : "images still wait"} for a decision.`] : []),
    ...judged.filter(({ output, reject }) => stateOf.get(output.id) !== (reject === null ? "approved" : "rejected")).map(({ output }) => `The decision on the image of ${output.productTitle} did not hold.`),
    ...judged.filter(({ output, sha256 }) => output.image.hash !== sha256).map(({ output }) => `The image of ${output.productTitle} is not the one that its hash names.`),
    ...outputs.filter(({ productId }) => !done.has(productId)).map(({ productTitle }) => `There is an image of ${productTitle}, which has not succeeded.`),
  ];
}

function money(seen: Evidence): string[] {
  const { quotedMaxMicros, spentMicros, ledgerMicros, uncertain, calls } = figuresOf(seen);
  const held = seen.run.money?.reservedMicros ?? 0;
  return [
    ...differ("The run spent", spentMicros, "the providers charged", ledgerMicros, "micro-dollars"),
    ...differ("The app counts", Object.values(calls).reduce((sum, count) => sum + count, 0), "the providers' ledgers have", seen.money.ledgerCalls, "paid calls"),
    ...(spentMicros > quotedMaxMicros ? [`The run spent ${spentMicros} micro-dollars, more than the quote's maximum of ${quotedMaxMicros}.`] : []),
    ...(held > 0 && uncertain === 0 ? [`The run still holds ${held} micro-dollars, and no call is uncertain.`] : []),
  ];
}

function countOf(counts: Readonly<Record<string, number>>, state: string): number {
  return counts[state] ?? 0;
}

function without(these: readonly string[], those: readonly string[]): string[] {
  return these.filter((one) => !those.includes(one));
}

/** One sentence where two figures of the same thing differ. */
export function differ(one: string, first: number, other: string, second: number, what: string): string[] {
  return first === second ? [] : [`${one} ${first} and ${other} ${second} ${what}.`];
}
