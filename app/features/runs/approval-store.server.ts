import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";
import { WAIT_MS } from "./waiting.ts";

/** Items of which no question is open any more go on; what was bought for them is kept for as long as they may wait again. */
export async function settleApprovals(tx: Tx, itemIds: readonly string[], now: Date): Promise<void> {
  if (itemIds.length > 0) await tx.$executeRaw`select settle_approvals(${[...itemIds]}::uuid[], ${new Date(now.getTime() + WAIT_MS)}::timestamptz)`;
}

/** Ends the questions whose time is over, as each of them says: its product goes on, or (the caller's part) is given up. */
export async function endApprovals(tx: Tx, now: Date): Promise<void> {
  const ended = await tx.$queryRaw<{ itemId: string; runId: string; atExpiry: string }[]>`
    update "Approval" set "state" = case when "atExpiry" = 'go-on' then 'approved' else 'expired' end, "decided" = case when "atExpiry" = 'go-on' then "asked" end, "decidedAt" = ${now}
     where "state" = 'awaiting' and "expiresAt" <= ${now} returning "itemId", "runId", "atExpiry"`;
  const stopped = new Set(ended.filter(({ atExpiry }) => atExpiry === "stop").map(({ itemId }) => itemId));
  await settleApprovals(tx, [...new Set(ended.map(({ itemId }) => itemId))].filter((id) => !stopped.has(id)), now);
  for (const runId of new Set(ended.map((one) => one.runId))) await tx.$executeRaw`select pg_notify('progress', ${runId}), pg_notify('dispatch', '')`;
}

/** Withdraws the questions of items that have ended, and lets the pictures of all that is no longer asked go. Safe to run twice. */
export async function withdrawApprovals(at: Pick<WorkspaceContext, "db" | "workspaceId">): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await tx.approval.updateMany({ where: { state: "awaiting", item: { state: { in: ["cancelled", "expired"] } } }, data: { state: "withdrawn" } });
    const over = await tx.$queryRaw<{ id: string }[]>`
      select distinct a."id" from "Approval" a join "ImageUse" u on u."workspaceId" = a."workspaceId" and u."subject" = a."id" where a."state" <> 'awaiting'`;
    await releaseUses(tx, at.workspaceId, { kind: "step", subject: { in: over.map(({ id }) => id) } });
    await tx.$executeRaw`
      delete from "Notice" n where n."kind" = 'approval-waiting' and not exists (select from "Approval" a where a."runId" = n."subject" and a."state" = 'awaiting')`;
  });
}
