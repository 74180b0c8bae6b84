import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import type { Placement } from "./views.ts";

/** The order that a product's media should have: the others as they are, ours at their place. */
export function targetOrder(current: readonly string[], ours: readonly string[], placement: Placement): string[] {
  const others = current.filter((id) => !ours.includes(id));
  const at = placement === "first" ? 0 : placement === "after-first" ? Math.min(1, others.length) : others.length;
  return [...others.slice(0, at), ...ours, ...others.slice(at)];
}

/** The fewest moves of Shopify's kind (one after the other, zero-based) that bring `current` to `target`; only `ours` are moved. */
export function movesTo(current: readonly string[], target: readonly string[], ours: readonly string[]): { id: string; newPosition: number }[] {
  const order = [...current];
  const moves: { id: string; newPosition: number }[] = [];
  for (const [newPosition, id] of target.entries()) {
    if (order[newPosition] === id || !ours.includes(id)) continue;
    order.splice(order.indexOf(id), 1);
    order.splice(newPosition, 0, id);
    moves.push({ id, newPosition });
  }
  return moves;
}

/**
 * What somebody else changed between `published` (right after our write) and `now`, in words, each with
 * what becomes of it on undo. `ours` are the media that we added.
 */
export function foreignChanges(published: MediaState, now: MediaState, ours: readonly string[]): string[] {
  const changes: string[] = [];
  const others = (state: MediaState) => state.media.filter(({ id }) => !ours.includes(id));
  const had = new Map(published.media.map((media) => [media.id, media]));
  const has = new Map(now.media.map((media) => [media.id, media]));
  const added = others(now).filter(({ id }) => !had.has(id));
  const removed = others(published).filter(({ id }) => !has.has(id));
  if (added.length) changes.push(`${added.length === 1 ? "1 image was" : `${added.length} images were`} added meanwhile. Kept.`);
  if (removed.length) changes.push(`${removed.length === 1 ? "1 former image was" : `${removed.length} former images were`} removed meanwhile. Stays removed.`);
  const common = (state: MediaState, other: ReadonlyMap<string, unknown>) => others(state).map(({ id }) => id).filter((id) => other.has(id)).join();
  if (common(published, has) !== common(now, had)) changes.push("The order of the images was changed meanwhile. The order of what remains is kept.");
  for (const media of others(now)) {
    const former = had.get(media.id);
    if (former && former.alt !== media.alt) changes.push(`An alt text was edited to “${media.alt}”. Kept.`);
  }
  for (const id of ours) {
    const before = had.get(id);
    const after = has.get(id);
    if (!after) changes.push("An image of this publication had already been removed.");
    else if (before && before.alt !== after.alt) changes.push(`The alt text of our image was edited to “${after.alt}”. It goes with the image and is kept with the saved asset.`);
  }
  return changes;
}
