import type { Micros } from "./money.ts";

/** How much of a cap is used, as it is told: under a half, 50, 80 or 100 %. */
export type CapShare = 0 | 50 | 80 | 100;

/**
 * The highest share of a cap that was reached. 50 and 80 count what was *spent*: a reserve may come back.
 * 100 means that no further call fits, `next` being the maximum of such a call; without one, that nothing
 * is left. No cap, no share.
 */
export function capShare({ spent, cap, next = 0 }: { readonly spent: Micros; readonly cap: Micros | null; readonly next?: Micros }): CapShare {
  if (cap === null) return 0;
  if (spent >= cap || spent + next > cap) return 100;
  if (spent * 100 >= cap * 80) return 80;
  return spent * 2 >= cap ? 50 : 0;
}
