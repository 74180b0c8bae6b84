import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { monthOf, type Micros } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";

/** What one key spent on one model in a month, and what its calls without an answer still hold. */
export interface SpendRow {
  readonly keyId: string;
  readonly key: string;
  readonly lastFour: string;
  readonly model: string;
  readonly title: string;
  /** Calls that were sent and are over, with or without an answer. */
  readonly calls: number;
  readonly images: number;
  readonly micros: Micros;
  readonly uncertain: number;
  readonly heldMicros: Micros;
}

/** What was spent on a day (UTC, 1 to 31), by each of the three things that the chart can show. */
export interface DaySpend {
  readonly day: number;
  readonly model: string;
  readonly key: string;
  readonly skill: string;
  readonly micros: Micros;
}

export interface MonthSpend {
  readonly month: string;
  /** Months in which a call was bought, and this one, newest first. */
  readonly months: readonly string[];
  /** Days of the month, and which of them is today, or null for a month that is over. */
  readonly days: number;
  readonly today: number | null;
  readonly byDay: readonly DaySpend[];
  readonly rows: readonly SpendRow[];
  readonly total: Pick<SpendRow, "calls" | "images" | "micros" | "uncertain" | "heldMicros">;
}

const Group = z.object({
  keyId: z.string(), key: z.string(), lastFour: z.string(), model: z.string(), skill: z.string(), day: z.number(),
  calls: z.number(), images: z.number(), micros: z.coerce.number(), uncertain: z.number(), heldMicros: z.coerce.number(),
});
type Group = z.output<typeof Group>;

/** A month's spend by key and model, and by day: one grouped query over the month's calls. Its sum is what the budgets of that month say. */
export async function monthSpend(at: WorkspaceContext, input: { month: string | null }): Promise<MonthSpend> {
  requireCan(at.actor, "read");
  const now = at.clock.now();
  const current = monthOf(now);
  const month = input.month ?? current;
  const { groups, months } = await withWorkspace(at, async (tx) => ({ groups: await groupsOf(tx, month), months: await monthsOf(tx) }));
  const titled = groups.map((group) => ({ ...group, title: at.models.get(group.model)?.title ?? group.model }));
  return {
    month, months: [...new Set([current, ...months, month])].sort().reverse(), days: daysOf(month), today: month === current ? now.getUTCDate() : null,
    byDay: titled.filter(({ micros }) => micros > 0).map(({ day, title, key, lastFour, skill, micros }) => ({ day, model: title, key: `${key} (••••${lastFour})`, skill, micros })),
    rows: rowsOf(titled), total: sumOf(groups),
  };
}

async function groupsOf(tx: Tx, month: string): Promise<Group[]> {
  return z.array(Group).parse(await tx.$queryRaw`
    select spend.*, k."label" as key, k."lastFour" from (
      select c."workspaceId", c."keyId", c."model", r."skillId", max(r."skillName") as skill, extract(day from c."createdAt" at time zone 'UTC')::int as day,
             count(*)::int as calls, coalesce(sum(case when jsonb_typeof(c."result"->'images') = 'array' then jsonb_array_length(c."result"->'images') end), 0)::int as images,
             coalesce(sum(c."costMicros"), 0)::text as micros, count(*) filter (where c."state" = 'uncertain')::int as uncertain,
             coalesce(sum(c."maxMicros") filter (where c."state" = 'uncertain'), 0)::text as "heldMicros"
        from "Call" c join "Run" r on r."workspaceId" = c."workspaceId" and r."id" = c."runId"
       where c."month" = ${month} and c."state" in ('done', 'failed', 'uncertain')
       group by c."workspaceId", c."keyId", c."model", r."skillId", day) spend
      join "ProviderKey" k on k."workspaceId" = spend."workspaceId" and k."id" = spend."keyId"
     order by spend."keyId", spend."model", spend."skillId", spend.day`);
}

/** A workspace has a budget for each month in which it took a call: few rows, found by their key. */
async function monthsOf(tx: Tx): Promise<string[]> {
  return (await tx.budget.findMany({ where: { scope: "workspace", OR: [{ spentMicros: { gt: 0 } }, { reservedMicros: { gt: 0 } }] }, select: { month: true } })).map(({ month }) => month);
}

/** Days of a month: the day before the first of the next one. */
function daysOf(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

function rowsOf(groups: readonly (Group & { readonly title: string })[]): SpendRow[] {
  const rows = new Map<string, SpendRow>();
  for (const { keyId, key, lastFour, model, title, ...figures } of groups) {
    const id = `${keyId} ${model}`;
    rows.set(id, { keyId, key, lastFour, model, title, ...sumOf([rows.get(id) ?? NOTHING, figures]) });
  }
  return [...rows.values()].sort((a, b) => b.micros - a.micros || a.title.localeCompare(b.title));
}

const NOTHING = { calls: 0, images: 0, micros: 0, uncertain: 0, heldMicros: 0 };

function sumOf(parts: readonly MonthSpend["total"][]): MonthSpend["total"] {
  return parts.reduce((sum, one) => ({
    calls: sum.calls + one.calls, images: sum.images + one.images, micros: sum.micros + one.micros, uncertain: sum.uncertain + one.uncertain, heldMicros: sum.heldMicros + one.heldMicros,
  }), NOTHING);
}
