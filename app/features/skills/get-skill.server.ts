import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { diffGraphs, renamed } from "#app/core/skill/diff.ts";
import { skillProblems } from "#app/core/skill/skill-problems.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { nodeView } from "./node-view.ts";
import { loadSkill } from "./store.server.ts";
import type { SkillView } from "./views.ts";

/** A skill as its page shows it: the graph as a picture, its settings as fields, problems, versions and what changed. */
export async function getSkill(at: WorkspaceContext, input: { skillId: string }): Promise<SkillView> {
  requireCan(at.actor, "read");
  const { skill, draft, newest } = await withWorkspace(at, (tx) => loadSkill(tx, input.skillId));
  const nodes = draft.nodes.map((node) => nodeView(at, node, draft, newest?.graph));
  return {
    id: skill.id, name: skill.name, description: skill.description, revision: skill.draftRevision, nodes, edges: draft.edges, archived: skill.archivedAt !== null, paused: skill.pausedAt !== null,
    problems: skillProblems(draft, at).map(({ severity, node, field, what, fix }) => ({ severity, node: node ?? null, field: field ?? null, what, fix })),
    versions: skill.versions.map(({ id, number, label, note, createdAt, publishedBy, _count }) => ({ id, number, label, note, at: createdAt.toISOString(), runs: _count.runs, byYou: publishedBy !== null && publishedBy === at.actor.memberId })),
    changes: newest ? [...renamed(skill.id, newest.name, skill.name), ...diffGraphs(newest.graph, draft, at)] : [],
  };
}
