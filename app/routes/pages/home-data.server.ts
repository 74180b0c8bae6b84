import type { WorkspaceContext } from "#app/core/context.ts";
import { can } from "#app/core/permissions.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listPublications } from "#app/features/publications/list-publications.server.ts";
import { listOutputs } from "#app/features/reviews/list-outputs.server.ts";
import { reviewStrip } from "#app/features/reviews/recent-outputs.server.ts";
import { approvalsWaiting } from "#app/features/runs/list-approvals.server.ts";
import { listRuns } from "#app/features/runs/list-runs.server.ts";
import { listSkills } from "#app/features/skills/list-skills.server.ts";
import { listTemplates } from "#app/features/skills/list-templates.server.ts";

/** Tiles of the review strip. */
const STRIP = 8;
const RECENT = 5;

/** Everything that the home page shows, side by side. */
export async function loadHome(at: WorkspaceContext) {
  const [workspace, { runs }, { publications }, strip, decided, skills, approvals] = await Promise.all([
    getWorkspace(at), listRuns(at, { after: null }), listPublications(at, { after: null }), reviewStrip(at, { take: STRIP }),
    listOutputs(at, { state: "approved", runId: null, after: null }), listSkills(at), approvalsWaiting(at),
  ]);
  const going = runs.filter(({ state }) => state === "running" || state === "paused");
  const ended = runs.filter(({ state }) => state === "done" || state === "cancelled");
  const recent = [
    ...ended.map((run) => ({ kind: "run" as const, at: run.endedAt ?? run.createdAt, run })),
    ...publications.map((publication) => ({ kind: "publication" as const, at: publication.createdAt, publication })),
  ].sort((a, b) => b.at.localeCompare(a.at)).slice(0, RECENT);
  const draft = skills.find(({ draftChanged, version }) => draftChanged && version !== null);
  const troubled = ended.find(({ counts, state }) => state === "done" && counts.failed > 0);
  return {
    isNew: runs.length === 0, welcome: !workspace.welcomeDone, hasShop: workspace.shopDomain !== null, going: going.slice(0, 3), lastRun: ended[0] ?? null, recent, strip,
    unpublished: can(at.actor, "publish") ? decided.counts.unpublished : 0, draft: draft ? { id: draft.id, name: draft.name } : null,
    approvals: can(at.actor, "decide") ? approvals : null,
    troubled: troubled ? { id: troubled.id, number: troubled.number, skillName: troubled.skillName, failed: troubled.counts.failed } : null,
    templates: listTemplates(at), hasSkills: skills.length > 0, mayEdit: can(at.actor, "edit-skills"),
  };
}
