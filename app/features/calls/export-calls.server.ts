import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { csvLine } from "#app/core/csv.ts";
import { exactDollars } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Rows that are read, held and sent at once. */
const PAGE = 500;
const COLUMNS = ["Time (UTC)", "Run", "Skill", "Product", "Provider", "Key", "Key ends in", "Model", "Outcome", "Maximum (USD)", "Cost (USD)", "Maximum (micro-dollars)", "Cost (micro-dollars)"];

const Row = z.object({
  id: z.string(), createdAt: z.date(), run: z.number().transform((number) => (number === 0 ? "Live test" : number)), skill: z.string(), product: z.string().nullable(), provider: z.string(), key: z.string(), lastFour: z.string(),
  model: z.string(), state: z.string(), outcome: z.string().nullable(), maxMicros: z.coerce.number(), costMicros: z.coerce.number().nullable(),
});
type Row = z.output<typeof Row>;

/**
 * A month's calls as CSV, oldest first, a header and then one row a call: what was sent, done, failed or
 * without an answer (which has a maximum and no cost). Pages by key, each in a transaction of its own, so that
 * memory does not grow with the month and a slow reader holds no connection.
 */
export async function* exportCalls(at: WorkspaceContext, input: { month: string }): AsyncGenerator<string, void> {
  requireCan(at.actor, "read");
  yield csvLine(COLUMNS);
  for (let after: Pick<Row, "id" | "createdAt"> | undefined; ;) {
    const rows = await pageOf(at, input.month, after);
    if (rows.length > 0) yield rows.map((row) => csvLine(cellsOf(at, row))).join("");
    if (rows.length < PAGE) return;
    after = rows.at(-1);
  }
}

async function pageOf(at: WorkspaceContext, month: string, after: Pick<Row, "id" | "createdAt"> | undefined): Promise<Row[]> {
  const [from, id] = after ? [after.createdAt, after.id] : [new Date(0), "00000000-0000-0000-0000-000000000000"];
  return withWorkspace(at, async (tx) => z.array(Row).parse(await tx.$queryRaw`
    select c."id", c."createdAt", r."number" as run, r."skillName" as skill, i."product"->>'title' as product, c."provider", k."label" as key, k."lastFour",
           c."model", c."state", c."outcome", c."maxMicros"::text as "maxMicros", c."costMicros"::text as "costMicros"
      from (select * from "Call" where "month" = ${month} and ("createdAt", "id") > (${from}::timestamptz, ${id}::uuid) and "state" <> 'released'
             order by "createdAt", "id" limit ${PAGE}) c
      join "Run" r on r."workspaceId" = c."workspaceId" and r."id" = c."runId"
      join "ProviderKey" k on k."workspaceId" = c."workspaceId" and k."id" = c."keyId"
      left join "Item" i on i."workspaceId" = c."workspaceId" and i."id" = c."itemId"
     order by c."createdAt", c."id"`));
}

function cellsOf(at: WorkspaceContext, row: Row): (string | number | null)[] {
  const { createdAt, run, skill, product, provider, key, lastFour, model, state, outcome, maxMicros, costMicros } = row;
  const came = state === "failed" ? outcome ?? state : state === "sent" || state === "ticketed" ? "under way" : state;
  return [
    createdAt.toISOString(), run, skill, product, at.providers.get(provider)?.title ?? provider, key, lastFour, at.models.get(model)?.title ?? model, came,
    exactDollars(maxMicros), costMicros === null ? null : exactDollars(costMicros), maxMicros, costMicros,
  ];
}
