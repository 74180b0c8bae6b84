import { Cadence, nextDue } from "#app/core/cadence.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { listenForTriggers } from "./store.server.ts";

/** Lets one that was paused or has stopped go on from now: what was due or happened meanwhile starts nothing. Who resumes it answers for it. */
export async function resumeAutomation(at: WorkspaceContext, { id }: { readonly id: string }): Promise<void> {
  requireCan(at.actor, "manage");
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    const row = await tx.automation.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", "no such automation", { say: "This automation is not here any more." });
    if (row.state === "running") return;
    const next = row.kind === "schedule" ? nextDue(Cadence.parse(row.cadence), now) : null;
    await tx.automation.update({ where: { id }, data: { state: "running", say: null, since: now, nextAt: next, dueAt: next, ownerId: at.actor.memberId } });
    await withdraw(tx, id, ["automation-stopped"]);
    await listenForTriggers(tx, at);
  });
}
