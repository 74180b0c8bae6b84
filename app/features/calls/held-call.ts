import type { Micros } from "#app/core/money.ts";

/** A call that this worker holds: only with this epoch may it write. `most` is what it has reserved. */
export interface HeldCall {
  readonly id: string;
  readonly epoch: number;
  readonly most: Micros;
}
