import type { Micros } from "#app/core/money.ts";

/** A call that this worker holds: only with this epoch may it write. `most` is what it has reserved, in the budgets of its run, and of its key and workspace in its month. */
export interface HeldCall {
  readonly id: string;
  readonly epoch: number;
  readonly most: Micros;
  readonly runId: string;
  readonly keyId: string;
  readonly model: string;
  readonly month: string;
}
