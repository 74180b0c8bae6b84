import { z } from "zod";
import { Cadence, cadenceWords } from "#app/core/cadence.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Unit } from "#app/core/unit.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { labelOf } from "../catalog/selection-query.ts";
import { Selection } from "../catalog/views.ts";
import { monthMicros } from "./store.server.ts";
import { Filter, TriggerEvent, type AutomationView } from "./views.ts";

const Kind = z.enum(["trigger", "schedule"]);
const State = z.enum(["running", "paused", "stopped"]);
const WITH_SKILL = { skill: { select: { name: true } } } as const satisfies Prisma.AutomationInclude;
type Row = Prisma.AutomationGetPayload<{ include: typeof WITH_SKILL }>;

/** What starts by itself, by name, with what each has made: of one skill, or all. */
export async function listAutomations(at: WorkspaceContext, { skillId }: { readonly skillId: string | null }): Promise<AutomationView[]> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const rows = await tx.automation.findMany({ where: skillId ? { skillId } : {}, orderBy: { name: "asc" }, include: WITH_SKILL });
    const ids = rows.map(({ id }) => id);
    const made = await madeBy(tx, ids);
    const month = await monthMicros(tx, ids, at.clock.now());
    return rows.map((row) => viewOf(row, made.get(row.id), month.get(row.id) ?? 0));
  });
}

interface Made {
  readonly id: string;
  readonly runs: number;
  readonly images: number;
  readonly runId: string;
  readonly number: number;
  readonly at: Date;
}

async function madeBy(tx: Tx, ids: readonly string[]): Promise<Map<string, Made>> {
  const rows = await tx.$queryRaw<Made[]>`
    select r."automationId"::text as "id", count(*)::int as "runs", coalesce(sum(o."images"), 0)::int as "images",
           (array_agg(r."id"::text order by r."number" desc))[1] as "runId", max(r."number")::int as "number", max(r."createdAt") as "at"
      from "Run" r left join lateral (select count(*) as "images" from "Output" where "runId" = r."id") o on true
     where r."automationId" = any(${[...ids]}::uuid[]) group by 1`;
  return new Map(rows.map((row) => [row.id, row]));
}

function viewOf(row: Row, made: Made | undefined, spent: number): AutomationView {
  const { id, name, skillId, say, nextAt, capMicros, monthCapMicros } = row;
  const kind = Kind.parse(row.kind);
  const state = State.parse(row.state);
  return {
    id, kind, name, skillId, skillName: row.skill.name, state, say, unit: Unit.parse(row.unit), ...(kind === "trigger" ? triggerWords(row) : scheduleWords(row)),
    nextAt: state === "running" ? nextAt?.toISOString() ?? null : null, runs: made?.runs ?? 0, images: made?.images ?? 0,
    lastRun: made ? { id: made.runId, number: made.number, at: made.at.toISOString() } : null,
    money: capMicros === null || monthCapMicros === null ? null : { capMicros: Number(capMicros), monthCapMicros: Number(monthCapMicros), monthMicros: spent },
  };
}

function triggerWords({ event, filter }: Row): { when: string; what: string } {
  const only = Filter.nullable().parse(filter);
  return { when: TriggerEvent.parse(event) === "product-created" ? "When a product is created" : "When an image is added to a product", what: only ? `Only products with the ${only.field} “${only.value}”` : "All products" };
}

function scheduleWords({ cadence, selection, catchUp }: Row): { when: string; what: string } {
  return { when: `${cadenceWords(Cadence.parse(cadence))}${catchUp === "once" ? ", made up for once if missed" : ", left out if missed"}`, what: labelOf(Selection.parse(selection)) };
}
