import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { Micros } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { MOST_NOTE, type Redo } from "./redo.ts";
import { redoTargets, type RedoRefused, type RedoTarget } from "./redo-targets.server.ts";
import { requireKeys } from "./start-run.server.ts";

/** Images that are made once more by one order, at most. */
export const MOST_AT_ONCE = 200;

/** Images to make once more, each with the number of its redos that the page has seen, and what is to be different. */
export const RedoOrder = z.object({ redos: z.array(z.object({ id: z.uuid(), seen: z.int().min(0) })).min(1).max(MOST_AT_ONCE, `At most ${MOST_AT_ONCE} images at once`), note: z.string().trim().max(MOST_NOTE, `At most ${MOST_NOTE} characters`) });

/** What redos of these images cost at most together, how many can be made, and why the others cannot. */
export async function quoteRedos(at: WorkspaceContext, input: { readonly ids: readonly string[] }): Promise<{ possible: number; maximumMicros: Micros; refused: RedoRefused[] }> {
  requireCan(at.actor, "run");
  const { targets, refused } = await withWorkspace(at, (tx) => redoTargets(tx, at, input.ids));
  return { possible: targets.length, maximumMicros: sum(targets), refused };
}

/**
 * Makes images once more, with a note: for each, one product of its run is queued again in which a single call is
 * bought anew and everything before it is taken as it was. The same order sent twice, or from a page that has not
 * seen the first, is one redo. Who asks has agreed to pay, so the run's cap grows by what it may cost. Throws no_key.
 */
export async function redoOutputs(at: WorkspaceContext, { redos, note }: z.output<typeof RedoOrder>): Promise<{ started: string[]; refused: RedoRefused[] }> {
  requireCan(at.actor, "run");
  const ids = redos.map(({ id }) => id);
  const before = await withWorkspace(at, (tx) => redoTargets(tx, at, ids));
  await requireKeys(at, [...new Set(before.targets.map(({ provider }) => provider))]);
  const seen = new Map(redos.map((redo) => [redo.id, redo.seen]));
  return withWorkspace(at, async (tx) => {
    // Runs first, as everybody locks them: places in a run are given one after the other.
    await tx.$queryRaw`select "id" from "Run" where "id" in (select "runId" from "Output" where "id" = any(${ids}::uuid[])) order by "id" for no key update`;
    const { targets, refused } = await redoTargets(tx, at, ids);
    const started: string[] = [];
    for (const runId of new Set(targets.map((target) => target.runId))) {
      started.push(...await addTo(tx, at, runId, targets.filter((target) => target.runId === runId).map((target) => ({ ...target, number: (seen.get(target.id) ?? 0) + 1, note }))));
    }
    return { started, refused };
  });
}

/** Queues them, lets the run go on and its cap grow. Gives the images of those that were not there already. */
async function addTo(tx: Tx, at: WorkspaceContext, runId: string, wanted: readonly (RedoTarget & { readonly number: number; readonly note: string })[]): Promise<string[]> {
  const rows = wanted.map(({ id, number, note, notes, node, index, origin: { node: of, turn, nth }, root }) => {
    const redo: Redo = { number, notes: [...notes, note], node, index, finish: { node: of, turn, nth }, root };
    return { id, number, redo };
  });
  const added = await tx.$queryRaw<{ redoOf: string }[]>`
    insert into "Item" ("workspaceId", "runId", "position", "productId", "product", "redoOf", "redoNumber", "redo")
    select ${at.workspaceId}::uuid, ${runId}::uuid, (select max("position") from "Item" where "runId" = ${runId}::uuid) + wish.ordinality, i."productId", i."product", o."id", (wish.entry->>'number')::int, wish.entry->'redo'
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as wish(entry, ordinality)
      join "Output" o on o."id" = (wish.entry->>'id')::uuid join "Item" i on i."id" = o."itemId"
    on conflict ("workspaceId", "redoOf", "redoNumber") do nothing returning "redoOf"`;
  const started = added.map(({ redoOf }) => redoOf);
  if (started.length === 0) return [];
  await tx.run.updateMany({ where: { id: runId }, data: { itemCount: { increment: started.length } } });
  await tx.run.updateMany({ where: { id: runId, state: "done" }, data: { state: "running", endedAt: null } });
  await tx.budget.updateMany({ where: { scope: "run", subject: runId, capMicros: { not: null } }, data: { capMicros: { increment: sum(wanted.filter(({ id }) => started.includes(id))) } } });
  await withdraw(tx, runId, ["run-ended"]);
  await tx.$executeRaw`select pg_notify('dispatch', ''), pg_notify('progress', ${runId})`;
  return started;
}

function sum(targets: readonly RedoTarget[]): Micros {
  return targets.reduce((total, { maximumMicros }) => total + maximumMicros, 0);
}
