import type { Clock } from "#app/core/context.ts";

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };
