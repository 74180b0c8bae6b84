import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem, type SystemTx } from "#app/platform/db/with-system.server.ts";
import { ItemJob, type ItemJobPayload } from "./jobs.ts";

/** Items in the queue for each hand: enough that no hand waits for the dispatcher, few enough that pause and fairness are felt. */
const WINDOW = 2;

/** Items of one run that are under way at once where nothing is bought: more would only hold more photos in memory. */
const MOST_OF_A_RUN = 12;

/** Sends jobs within the dispatcher's transaction. */
export type SendAsSystem = (tx: SystemTx, job: string, payloads: readonly object[]) => Promise<void>;

/**
 * Admits items for which a hand is free: interactive runs first, then the least-served workspace, then
 * the least-served run; paused runs and workspaces not at all. State, epoch and job are one commit.
 * Returns how many were admitted. Call it as the one leader (holdLead).
 */
export async function dispatch(db: DatabaseHandle, send: SendAsSystem): Promise<number> {
  return withSystem(db, "dispatch", async (tx) => {
    const admitted = await tx.query<ItemJobPayload>(ADMIT, [WINDOW, MOST_OF_A_RUN]);
    await send(tx, ItemJob.name, admitted);
    return admitted.length;
  });
}

/** Items that were admitted but have neither finished nor a job (a lost queue, a restored database): queued again under a new epoch. */
export async function requeueLost(db: DatabaseHandle): Promise<number> {
  return withSystem(db, "dispatch", async (tx) => (await tx.query(LOST)).length);
}

/** Items whose pause is over go back to the queue. */
export async function wakeWaiting(db: DatabaseHandle): Promise<number> {
  return withSystem(db, "dispatch", async (tx) =>
    (await tx.query(`update "Item" set "state" = 'queued', "until" = null, "expiresAt" = null where "state" = 'waiting' and "until" <= now() returning "id"`)).length);
}

const ADMIT = `
  with slots as (
    select greatest(0, coalesce(sum("hands"), 0) * $1::int - (select count(*) from "Item" where "state" = 'running'))::int as free
      from "WorkerBeat" where "beatAt" > now() - interval '20 seconds'),
  active as (
    select r."id", r."workspaceId", r."interactive", r."createdAt", coalesce(r."maxRunning", $2::int) as most,
           (select count(*) from "Item" i where i."runId" = r."id" and i."state" = 'running') as serving
      from "Run" r join "Workspace" w on w."id" = r."workspaceId" and w."pausedAt" is null
     where r."state" = 'running'),
  candidates as (
    select i."id", a."interactive", a."createdAt", i."position",
           row_number() over (partition by a."id" order by i."position") + a.serving as run_rank,
           row_number() over (partition by a."workspaceId" order by i."position")
             + (select sum(b.serving) from active b where b."workspaceId" = a."workspaceId") as workspace_rank
      from active a cross join slots
      cross join lateral (select "id", "position" from "Item" where "runId" = a."id" and "state" = 'queued' order by "position" limit least(slots.free, greatest(0, a.most - a.serving))) i),
  chosen as (
    select "id" from candidates order by "interactive" desc, workspace_rank, run_rank, "createdAt", "position" limit (select free from slots))
  update "Item" i set "state" = 'running', "admittedAt" = now(), "epoch" = i."epoch" + 1
    from chosen where i."id" = chosen."id" and i."state" = 'queued'
  returning i."workspaceId", i."id" as "itemId", i."epoch"`;

const LOST = `
  update "Item" i set "state" = 'queued', "epoch" = i."epoch" + 1
   where i."state" = 'running' and i."admittedAt" < now() - interval '30 seconds'
     and not exists (select 1 from queue.job j where j.name = 'item' and j.state in ('created', 'retry', 'active') and j.data->>'itemId' = i."id"::text)
  returning i."id"`;
