import { z } from "zod";
import type { Micros } from "#app/core/money.ts";

export const KeyStateWord = z.enum(["checking", "works", "bad-key", "no-quota", "unverified", "unreachable", "removed"]);
export type KeyState = z.output<typeof KeyStateWord>;

/** A key as its card shows it. Nothing here could be used to call a provider. */
export interface KeyView {
  readonly id: string;
  readonly provider: string;
  readonly providerTitle: string;
  readonly label: string;
  readonly lastFour: string;
  readonly state: KeyState;
  readonly say: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  /** This month. */
  readonly spentMicros: Micros;
  readonly reservedMicros: Micros;
  readonly capMicros: Micros | null;
}

/** One line of the log of what happened to keys. */
export interface KeyEventView {
  readonly id: string;
  readonly text: string;
  readonly at: string;
}
