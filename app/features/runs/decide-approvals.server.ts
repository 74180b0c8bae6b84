import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { settleApprovals, withdrawApprovals } from "./approval-store.server.ts";

/** Decides these questions of a run, or (null) all that are open. A text replaces the one that was asked about, of one question alone. */
export const ApprovalDecision = z.object({
  runId: z.uuid(), ids: z.array(z.uuid()).min(1).max(500).nullable(), decision: z.enum(["approve", "reject"]), text: z.string().max(5_000).nullable(),
}).refine(({ ids, text }) => text === null || ids?.length === 1, "A text belongs to one question");

/**
 * What a person decides in the middle of a run: approved items go on, rejected ones end the way behind the question.
 * All at once, however many they are. Throws conflict where named questions are no longer open.
 */
export async function decideApprovals(at: WorkspaceContext, { runId, ids, decision, text }: z.output<typeof ApprovalDecision>): Promise<{ decided: number }> {
  requireCan(at.actor, "decide");
  const now = at.clock.now();
  const state = decision === "approve" ? "approved" : "rejected";
  const decided = await withWorkspace(at, async (tx) => {
    // Items before approvals, as everybody locks them: one that is about to wait is waited for.
    const items = await tx.$queryRaw<{ id: string }[]>`
      select i."id" from "Item" i where i."runId" = ${runId}::uuid
         and exists (select from "Approval" a where a."itemId" = i."id" and a."state" = 'awaiting' and (${ids === null} or a."id" = any(${ids ?? []}::uuid[])))
       order by i."id" for no key update`;
    const rows = await tx.$queryRaw<{ id: string }[]>`
      update "Approval" set "state" = ${state}, "decidedBy" = ${at.actor.memberId}::uuid, "decidedAt" = ${now},
             "decided" = case when ${text}::text is null or "asked"->>'text' is null then "asked" else jsonb_build_object('text', ${text}::text) end
       where "runId" = ${runId}::uuid and "itemId" = any(${items.map(({ id }) => id)}::uuid[]) and "state" = 'awaiting' and "expiresAt" > ${now} and (${ids === null} or "id" = any(${ids ?? []}::uuid[]))
      returning "id"`;
    await settleApprovals(tx, items.map(({ id }) => id), now);
    await tx.$executeRaw`select pg_notify('progress', ${runId}), pg_notify('dispatch', '')`;
    return rows.length;
  });
  if (ids && decided === 0) throw new AppError("conflict", "nothing is open", { say: "Somebody decided this meanwhile, or its time is over. Reload to see the newest state." });
  await withdrawApprovals(at);
  return { decided };
}
