import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { monthOf, type Micros } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** What a model cost in a month. */
export interface ModelSpend {
  readonly model: string;
  readonly title: string;
  readonly calls: number;
  readonly micros: Micros;
}

const Rows = z.array(z.object({ model: z.string(), calls: z.number(), micros: z.coerce.number() }));

/** This month's spend by model, most first, and what uncertain calls still hold. */
export async function monthSpend(at: WorkspaceContext): Promise<{ month: string; models: ModelSpend[]; uncertain: { calls: number; micros: Micros } }> {
  requireCan(at.actor, "read");
  const month = monthOf(at.clock.now());
  return withWorkspace(at, async (tx) => {
    const rows = Rows.parse(await tx.$queryRaw`
      select "model", count(*)::int as calls, coalesce(sum("costMicros"), 0)::text as micros from "Call"
       where "month" = ${month} and "state" in ('done', 'failed') group by "model" order by sum("costMicros") desc, "model"`);
    const [held] = await tx.$queryRaw<{ calls: number; micros: string }[]>`select count(*)::int as calls, coalesce(sum("maxMicros"), 0)::text as micros from "Call" where "month" = ${month} and "state" = 'uncertain'`;
    return { month, models: rows.map((row) => ({ ...row, title: at.models.get(row.model)?.title ?? row.model })), uncertain: { calls: held?.calls ?? 0, micros: Number(held?.micros ?? 0) } };
  });
}
