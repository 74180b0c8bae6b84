import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { Micros } from "#app/core/money.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** Calls of one model that cost more than their declared maximum, and by how much together. */
export interface Overrun {
  readonly model: string;
  readonly title: string;
  readonly calls: number;
  readonly overMicros: Micros;
}

const Rows = z.array(z.object({ model: z.string(), calls: z.number(), overMicros: z.coerce.number() }));

/** The overruns of a run, by model; nearly always none. */
export async function runOverruns(tx: Tx, at: WorkspaceContext, runId: string): Promise<Overrun[]> {
  const rows = Rows.parse(await tx.$queryRaw`
    select "model", count(*)::int as calls, sum("costMicros" - "maxMicros")::text as "overMicros" from "Call"
     where "runId" = ${runId}::uuid and "costMicros" > "maxMicros" group by "model" order by "model"`);
  return rows.map((row) => ({ ...row, title: at.models.get(row.model)?.title ?? row.model }));
}
