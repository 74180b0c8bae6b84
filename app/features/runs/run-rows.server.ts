import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { Unit } from "#app/core/unit.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { runMoney } from "../calls/run-spend.server.ts";
import { imageView } from "../images/image-view.ts";
import type { ImageView } from "../images/views.ts";
import { countItems } from "./store.server.ts";
import type { RunRow } from "./views.ts";

const NEWEST = 3;
const RunKind = z.enum(["run", "preview", "test"]);
/** A state of the closed set; the database allows no other. */
export const RunStateWord = z.enum(["running", "paused", "done", "cancelled"]);

/** What a run's row needs besides its figures. */
export const WITH_VERSION = { version: { select: { number: true } } } as const satisfies Prisma.RunInclude;
export type RunRecord = Prisma.RunGetPayload<{ include: typeof WITH_VERSION }>;

/** Runs with their figures: five queries for the whole list. */
export async function runRows(tx: Tx, at: WorkspaceContext, runs: readonly RunRecord[]): Promise<RunRow[]> {
  const ids = runs.map(({ id }) => id);
  const counts = await countItems(tx, ids);
  const awaiting = new Map((await tx.output.groupBy({ by: ["runId"], where: { runId: { in: ids }, state: "awaiting" }, _count: true })).map((row) => [row.runId, row._count]));
  const asking = new Map((await tx.item.groupBy({ by: ["runId"], where: { runId: { in: ids }, state: "waiting", reason: "needs_approval" }, _count: true })).map((row) => [row.runId, row._count]));
  const newest = await newestOutputs(tx, at, ids);
  const money = await runMoney(tx, ids);
  return runs.map((run) => ({
    id: run.id, number: run.number, skillName: run.skillName, kind: RunKind.parse(run.kind), unit: Unit.parse(run.unit), cause: run.cause, version: run.version.number, state: RunStateWord.parse(run.state),
    counts: counts.get(run.id) ?? EMPTY, itemCount: run.itemCount, createdAt: run.createdAt.toISOString(), endedAt: run.endedAt?.toISOString() ?? null,
    newest: newest.get(run.id) ?? [], awaiting: awaiting.get(run.id) ?? 0, asking: asking.get(run.id) ?? 0, money: money.get(run.id) ?? null,
  }));
}

const EMPTY = { queued: 0, running: 0, waiting: 0, done: 0, failed: 0, uncertain: 0, cancelled: 0, expired: 0 };

async function newestOutputs(tx: Tx, at: WorkspaceContext, runIds: readonly string[]): Promise<Map<string, ImageView[]>> {
  const rows = await tx.$queryRaw<{ runId: string; hash: string; width: number; height: number }[]>`
    select o."runId", o."hash", o."width", o."height" from unnest(${[...runIds]}::uuid[]) run
     cross join lateral (
       select * from "Output" where "runId" = run and exists (select 1 from "Image" i where i."hash" = "Output"."hash") order by "createdAt" desc, "id" limit ${NEWEST}) o`;
  const views = new Map<string, ImageView[]>();
  for (const row of rows) views.set(row.runId, [...(views.get(row.runId) ?? []), imageView(at, row)]);
  return views;
}
