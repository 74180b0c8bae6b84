import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { notify } from "../accounts/notices.server.ts";
import { endApprovals, withdrawApprovals } from "./approval-store.server.ts";
import { endRunIfDone } from "./end-run.server.ts";
import { ANNOUNCE_MS, WAIT_MS } from "./waiting.ts";

const SAY = "This waited for 14 days and was given up. Nothing was bought for it since. Run the product again when it can go on.";

const NOT_DECIDED = "Nobody decided about this in its time, so it was given up. Run the product again to be asked again.";

/**
 * Ends items that waited fourteen days for a person, or lay as long in a paused run, as expired; says 48
 * hours before which runs that is about. Safe to run twice. Returns how many items were ended.
 */
export async function endWaiting(context: Context): Promise<number> {
  const now = context.clock.now();
  const soon = new Date(now.getTime() + ANNOUNCE_MS);
  const due = await withSystem(context.db, "expire", (tx) => tx.query<{ workspaceId: string }>(
    `select "workspaceId" from "Item" where "expiresAt" <= $1
     union select "workspaceId" from "Run" where "state" = 'paused' and "pausedAt" <= $2`, [soon, pausedSince(soon)]));
  let ended = 0;
  for (const { workspaceId } of due) {
    const at = { db: context.db, workspaceId };
    const runs = await withWorkspace(at, async (tx) => {
      await endApprovals(tx, now);
      const items = await expire(tx, now);
      await announce(tx, workspaceId, soon);
      ended += items.length;
      return new Set(items.map(({ runId }) => runId));
    });
    await withdrawApprovals(at);
    for (const runId of runs) await endRunIfDone({ ...at, clock: context.clock }, runId);
  }
  return ended;
}

/** A run that was paused before this moment has ended its time at the given one. */
function pausedSince(moment: Date): Date {
  return new Date(moment.getTime() - WAIT_MS);
}

async function expire(tx: Tx, now: Date): Promise<{ runId: string }[]> {
  return tx.$queryRaw<{ runId: string }[]>`
    update "Item" i set "state" = 'expired', "reason" = 'expired', "say" = case when i."reason" = 'needs_approval' then ${NOT_DECIDED} else ${SAY} end, "finishedAt" = ${now}, "until" = null, "expiresAt" = null
      from "Run" r
     where r."id" = i."runId" and ((i."state" = 'waiting' and i."expiresAt" <= ${now})
        or (i."state" in ('queued', 'waiting') and r."state" = 'paused' and r."pausedAt" <= ${pausedSince(now)}))
    returning i."runId"`;
}

async function announce(tx: Tx, workspaceId: string, soon: Date): Promise<void> {
  const runs = await tx.$queryRaw<{ runId: string; number: number; skillName: string; asked: boolean; items: number }[]>`
    select r."id" as "runId", r."number", r."skillName", bool_and(i."reason" = 'needs_approval') is true as asked, count(*)::int as items from "Run" r join "Item" i on i."runId" = r."id"
     where r."kind" <> 'test' and ((i."state" = 'waiting' and i."expiresAt" <= ${soon}
            and not exists (select from "Approval" a where a."itemId" = i."id" and a."state" = 'awaiting' and a."atExpiry" = 'go-on' and a."expiresAt" = i."expiresAt")) or (i."state" in ('queued', 'waiting') and r."state" = 'paused' and r."pausedAt" <= ${pausedSince(soon)}))
     group by 1, 2, 3`;
  for (const { runId, number, skillName, asked, items } of runs) {
    const how = asked ? (items === 1 ? "1 product waits for a decision and is" : `${items} products wait for a decision and are`) : items === 1 ? "1 product has waited for 12 days and is" : `${items} products have waited for 12 days and are`;
    const text = `${skillName}, run ${number}: ${how} given up within 48 hours.`;
    await notify(tx, workspaceId, { kind: "items-expire", subject: runId, text });
  }
}
