import { z } from "zod";
import type { CapShare } from "#app/core/cap.ts";
import type { Micros } from "#app/core/money.ts";

export const KeyStateWord = z.enum(["checking", "works", "bad-key", "no-quota", "unverified", "unreachable", "removed"]);
export type KeyState = z.output<typeof KeyStateWord>;

/** A monthly cap and what is used of it. Micro-dollars. */
export interface CapView {
  readonly spentMicros: Micros;
  readonly reservedMicros: Micros;
  readonly capMicros: Micros | null;
  /** The highest share of the cap that was reached; at 100 no further call fits. */
  readonly capShare: CapShare;
}

/** A key as its card shows it, with its money of this month. Nothing here could be used to call a provider. */
export interface KeyView extends CapView {
  readonly id: string;
  readonly provider: string;
  readonly providerTitle: string;
  readonly label: string;
  readonly lastFour: string;
  readonly state: KeyState;
  readonly say: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** One line of the log of what happened to keys. */
export interface KeyEventView {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  /** The member who did it; null where it happened by itself. */
  readonly by: string | null;
}
