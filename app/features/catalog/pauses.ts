/** What failed is tried again after a minute, then less and less often. */
export const FIRST_RETRY_MS = 60_000;
export const LONGEST_RETRY_MS = 6 * 3_600_000;

/** A pause that doubles with each try, ms. */
export function doubling(first: number, tries: number, longest: number): number {
  return Math.min(first * 2 ** Math.min(tries, 20), longest);
}

/** A moment so many ms after another. */
export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}
