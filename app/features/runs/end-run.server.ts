import type { WorkspaceContext } from "#app/core/context.ts";
import { callAsWorkspace, withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { notify } from "../accounts/notices.server.ts";
import { countItems } from "./store.server.ts";

type At = Pick<WorkspaceContext, "db" | "workspaceId" | "clock">;

/** Ends a run whose last item has ended, once, and says so in the app. Safe to call at any time. */
export async function endRunIfDone(at: At, runId: string): Promise<void> {
  if (await callAsWorkspace(at, Prisma.sql`all_items_ended(${runId}::uuid)`) === true) await endRun(at, runId);
}

/** The same where it is known that the run's last item has ended (all_items_ended said so). */
export async function endRun(at: At, runId: string): Promise<void> {
  await withWorkspace(at, async (tx) => {
    const ended = await tx.$queryRaw<{ number: number; skillName: string; kind: string }[]>`
      update "Run" set "state" = 'done', "endedAt" = ${at.clock.now()}
       where "id" = ${runId}::uuid and "state" in ('running', 'paused')
         and not exists (select 1 from "Item" where "runId" = ${runId}::uuid and "state" in ('queued', 'running', 'waiting'))
      returning "number", "skillName", "kind"`;
    const [run] = ended;
    if (!run) return;
    await tx.$executeRaw`select pg_notify('progress', ${runId})`;
    // Who asked for a preview or a test is looking at it.
    if (run.kind !== "run") return;
    const counts = (await countItems(tx, [runId])).get(runId);
    const outputs = await tx.output.count({ where: { runId } });
    const failed = counts?.failed ? `, ${counts.failed} failed` : "";
    const waiting = outputs === 1 ? "1 image waits for review" : `${outputs} images wait for review`;
    await notify(tx, at.workspaceId, { kind: "run-ended", subject: runId, text: `${run.skillName}, run ${run.number} has ended: ${counts?.done ?? 0} done${failed}. ${outputs ? `${waiting}.` : "No image was made."}` });
  });
}
