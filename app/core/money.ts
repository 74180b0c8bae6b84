/** Micro-dollars, always whole: $1 is 1,000,000. Rounding to cents happens on screen only. */
export type Micros = number;

/** One US cent in micro-dollars. */
export const CENT: Micros = 10_000;

/**
 * What a number of units costs at a price per million units (how providers publish token prices), in
 * micro-dollars, rounded up so that no fraction is ever lost.
 */
export function perMillion(units: number, microsPerMillion: Micros): Micros {
  return Math.ceil((units * microsPerMillion) / 1_000_000);
}

/** The moment (UTC) at which the month after this one begins, and with it a new cap. */
export function nextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

/** The calendar month (UTC) that a moment is counted in, for caps: "2026-11". */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
