import { AppError, type ErrorCode } from "#app/core/errors.ts";
import { nextMonth } from "#app/core/money.ts";
import type { Refusal } from "./refusal.ts";

/** What only a person can change. An item that waits for it ends as expired when nobody does. */
const FOR_A_PERSON: readonly ErrorCode[] = ["no_key", "cap_reached", "spending_stopped", "overrun", "needs_approval"];

/**
 * The item cannot go on now, and nothing of it failed: it waits until a moment, or (null) until a person
 * does something. It holds no worker meanwhile.
 */
export class ItemPause extends AppError {
  readonly until: Date | null;
  /** When it is given up, where that is not as long as every wait. */
  readonly expiresAt: Date | null;

  constructor(code: ErrorCode, message: string, pause: { readonly until: Date | null; readonly say?: string; readonly expiresAt?: Date }) {
    super(code, message, pause.say === undefined ? {} : { say: pause.say });
    this.until = pause.until;
    this.expiresAt = pause.expiresAt ?? null;
  }

  get forPerson(): boolean {
    return FOR_A_PERSON.includes(this.code);
  }
}

/** A call was sent and nobody knows what came of it: the item stops until a person decides. */
export class ItemUncertain extends AppError {
  constructor(say: string) {
    super("uncertain", "a call without an answer", { say });
  }
}

/** A slot is free again soon: waiters come back at different moments. */
const SLOT_MS = 1_000;

/** When a call is refused: the moment, a number from 0 to 1 that spreads waiters, and until when its key is paused. */
export interface Refused {
  readonly now: Date;
  readonly chance: number;
  readonly pausedUntil: Date | null;
}

/** What a refused call means for its item. */
export function pauseFor(refusal: Refusal, { now, chance, pausedUntil }: Refused): ItemPause {
  const soon = (after: Date) => new Date(after.getTime() + SLOT_MS * (0.5 + chance));
  switch (refusal) {
    case "paused": return new ItemPause("provider_busy", refusal, { until: soon(pausedUntil && pausedUntil > now ? pausedUntil : now), say: "The provider has asked for a pause of this key. It goes on by itself." });
    case "full": return new ItemPause("provider_busy", refusal, { until: soon(now), say: "The calls that this key or what is left of a cap allows at once are under way. It goes on by itself." });
    case "no-key": return new ItemPause("no_key", refusal, { until: null });
    case "overrun": return new ItemPause("overrun", refusal, { until: null });
    case "stopped": return new ItemPause("spending_stopped", refusal, { until: null });
    case "cap-run": return new ItemPause("cap_reached", refusal, { until: null, say: "The next call would pass the cap of this run. Change the cap on the run's page, or leave the rest out." });
    case "cap-key": return new ItemPause("cap_reached", refusal, { until: nextMonth(now), say: "The next call would pass this month's cap of the key. Raise it under Keys and spend." });
    case "cap-workspace": return new ItemPause("cap_reached", refusal, { until: nextMonth(now), say: "The next call would pass this month's cap of the workspace. Raise it under Keys and spend." });
  }
}
