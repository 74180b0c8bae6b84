import type { Micros } from "#app/core/money.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** What a run has spent, holds for calls under way or without an answer, and may spend. */
export interface RunMoney {
  readonly spentMicros: Micros;
  readonly reservedMicros: Micros;
  readonly capMicros: Micros;
}

/** The money of runs that buy something; the others are not in the map. */
export async function runMoney(tx: Tx, runIds: readonly string[]): Promise<Map<string, RunMoney>> {
  const rows = await tx.budget.findMany({ where: { scope: "run", subject: { in: [...runIds] } } });
  return new Map(rows.map(({ subject, spentMicros, reservedMicros, capMicros }) => [subject, { spentMicros: Number(spentMicros), reservedMicros: Number(reservedMicros), capMicros: Number(capMicros ?? 0) }]));
}
