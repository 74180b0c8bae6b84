import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { runRows, WITH_VERSION } from "./run-rows.server.ts";
import type { RunRow } from "./views.ts";

const PAGE = 20;

/** A page of runs, newest first; live tests are not among them. `after` is the id of the last one shown. */
export async function listRuns(at: WorkspaceContext, input: { after: string | null }): Promise<{ runs: RunRow[]; next: string | null }> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const found = await tx.run.findMany({ where: { kind: { not: "test" } }, orderBy: { number: "desc" }, take: PAGE + 1, include: WITH_VERSION, ...(input.after ? { cursor: { id: input.after }, skip: 1 } : {}) });
    const shown = found.slice(0, PAGE);
    return { runs: await runRows(tx, at, shown), next: found.length > PAGE ? shown.at(-1)?.id ?? null : null };
  });
}
