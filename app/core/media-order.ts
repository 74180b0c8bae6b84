/** Where a new image goes on its product. `replace` takes the place of the photo that it was made from. */
export const PLACES = ["first", "after-first", "after-source", "last", "replace"] as const;
export type Place = (typeof PLACES)[number];

export function isPlace(value: string): value is Place {
  return PLACES.some((place) => place === value);
}

/** A media of ours with its place. `sourceId` is the photo that it was made from, if the product has one. */
export interface Placed {
  readonly id: string;
  readonly place: Place;
  readonly sourceId: string | null;
}

/** Of several with the same neighbours: what comes first. */
const RANK = { "first": 0, "after-source": 1, "after-first": 2, "replace": 3, "last": 4 } as const satisfies Readonly<Record<Place, number>>;

/**
 * The order that a product's media should have: the others as they are, ours at their places. A replacement stands
 * before the photo that it replaces, until that one is taken off. Where the photo is not on the product, ours goes after the first.
 */
export function targetOrder(current: readonly string[], ours: readonly Placed[]): string[] {
  const others = current.filter((id) => !ours.some((one) => one.id === id));
  const slotOf = ({ place, sourceId }: Placed): number => {
    const source = sourceId === null ? -1 : others.indexOf(sourceId);
    if (place === "first") return 0;
    if (place === "last") return others.length;
    if (place === "after-first" || source < 0) return Math.min(1, others.length);
    return place === "replace" ? source : source + 1;
  };
  const slots = ours.map((one) => ({ id: one.id, slot: slotOf(one), rank: RANK[one.place] })).sort((a, b) => a.slot - b.slot || a.rank - b.rank);
  const at = (slot: number) => slots.filter((one) => one.slot === slot).map(({ id }) => id);
  return [...others.flatMap((id, index) => [...at(index), id]), ...at(others.length)];
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
