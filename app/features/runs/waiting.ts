/** How long an item may wait for a person, ms. What it needs to go on is kept as long. */
export const WAIT_MS = 14 * 86_400_000;
/** Items that end are announced this long before, ms. */
export const ANNOUNCE_MS = 48 * 3_600_000;
