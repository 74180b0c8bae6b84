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

/** The moment (UTC) at which the month of a moment began. */
export function monthBegan(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}

/** The moment (UTC) at which the month after this one begins, and with it a new cap. */
export function nextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

/** The calendar month (UTC) that a moment is counted in, for caps: "2026-11". */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** A sum in dollars with two decimals: "$4.08". */
export function dollars(micros: Micros): string {
  return `$${(micros / 1_000_000).toFixed(2)}`;
}

/** The price of one call in dollars with four decimals: "$0.0358". */
export function callDollars(micros: Micros): string {
  return `$${(micros / 1_000_000).toFixed(4)}`;
}

/** A sum in dollars to the micro-dollar, six decimals without a sign of currency: "0.040001". */
export function exactDollars(micros: Micros): string {
  const whole = Math.trunc(micros / 1_000_000);
  return `${whole}.${String(micros - whole * 1_000_000).padStart(6, "0")}`;
}

/** Whether a text names a month as monthOf does. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}
