import { expect, test } from "vitest";
import { announced, countsOf, meantFor, shownOf, step, type Change, type OutputState, type ReviewImage, type Shown } from "./review-model.ts";
import { pagesAround } from "./use-output-list.ts";

const PICTURE = { small: "s", medium: "m", large: "l", full: "f", width: 10, height: 10 };
const image = (id: string, more: Partial<ReviewImage> = {}): ReviewImage => ({
  id, runId: "r", runNumber: 1, skillName: "Scene", version: 1, productId: "p", productTitle: "Mug", place: 1, of: 2, image: PICTURE, before: null, state: "awaiting", altText: "", altOnly: false, fileName: "mug",
  expiresAt: null, publishedAt: null, costMicros: null, assignedTo: null, redos: 0, redoing: false, comments: 0, ...more,
});
const shown = (id: string, more: Partial<ReviewImage> = {}): Shown => ({ ...image(id, more), saving: false });
const change = (state: OutputState, was: OutputState, saving = false): Change => ({ state, expiresAt: null, saving, was: { state: was, expiresAt: null } });

test("figures follow what the database has confirmed, and nothing that is still on its way", () => {
  const counts = { awaiting: 10, approved: 4, rejected: 1, unpublished: 3 };
  expect(countsOf(counts, new Map())).toEqual(counts);
  expect(countsOf(counts, new Map([["a", change("approved", "awaiting")], ["b", change("rejected", "awaiting", true)]]))).toEqual({ awaiting: 9, approved: 5, rejected: 1, unpublished: 4 });
  expect(countsOf(counts, new Map([["a", change("awaiting", "approved")], ["b", change("awaiting", "awaiting")]]))).toEqual({ awaiting: 11, approved: 3, rejected: 1, unpublished: 2 });
});

test("an image shows what was decided here, also when its page was read again meanwhile", () => {
  expect(shownOf(image("a"), new Map([["a", change("approved", "awaiting", true)]]))).toMatchObject({ state: "approved", saving: true });
  expect(shownOf(image("a", { state: "approved" }), new Map())).toMatchObject({ state: "approved", saving: false });
});

test("a decision is meant for what it would change, and for nothing that is published or deleted", () => {
  const all = [shown("a"), shown("b", { state: "approved" }), shown("c", { state: "rejected" }), shown("d", { state: "approved", publishedAt: "2026-12-01" }), shown("e", { state: "expired" })];
  const ids = (decision: "approve" | "reject" | "undo") => meantFor(decision, all).map(({ id }) => id).join("");
  expect([ids("approve"), ids("reject"), ids("undo")]).toEqual(["ac", "ab", "bc"]);
});

test("arrows stay within the list, and what was decided is said with what comes next", () => {
  expect([step(0, "ArrowLeft", 5, 12), step(3, "ArrowDown", 5, 12), step(9, "ArrowDown", 5, 12), step(11, "ArrowRight", 5, 12)]).toEqual([0, 8, 9, 11]);
  expect(announced("approve", 1, image("a"))).toBe("Approved. Mug, 1 of 2");
  expect(announced("reject", 3, undefined)).toBe("Rejected, 3 images.");
});

test("however far somebody scrolls, a handful of pages is in memory, and those in sight are among them", () => {
  let pages: ReadonlyMap<number, readonly ReviewImage[]> = new Map([[0, []]]);
  for (let at = 0; at < 2_000; at += 1) {
    pages = pagesAround(new Map([...pages, [at, []], [at + 1, []]]), at, at + 1);
    expect(pages.size).toBeLessThanOrEqual(6);
    expect([pages.has(at), pages.has(at + 1)]).toEqual([true, true]);
  }
  expect(pagesAround(pages, 1_999, 2_000)).toBe(pages);
});
