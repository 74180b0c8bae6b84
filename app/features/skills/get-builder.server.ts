import type { WorkspaceContext } from "#app/core/context.ts";
import type { Model } from "#app/core/model.ts";
import type { NodeSpec } from "#app/core/node.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill } from "./store.server.ts";

/** Kept drafts that are listed. */
const MOST_KEPT = 20;

/** Everything that the builder needs to draw, check and price a skill without asking again. */
export interface BuilderView {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly graph: SkillGraph;
  readonly savedAt: string;
  /** The newest published version, and whether the draft is the same. */
  readonly published: { readonly number: number; readonly graph: SkillGraph; readonly name: string } | null;
  readonly archived: boolean;
  /** Published versions, and drafts that were kept when another one replaced them; newest first. */
  readonly versions: readonly { readonly id: string; readonly number: number | null; readonly label: string; readonly note: string; readonly at: string; readonly runs: number; readonly byYou: boolean }[];
  readonly specs: readonly NodeSpec[];
  readonly models: readonly Model[];
}

/** A skill as the builder opens it. Throws not_found. */
export async function getBuilder(at: WorkspaceContext, input: { readonly skillId: string }): Promise<BuilderView> {
  requireCan(at.actor, "read");
  const { skill, draft, newest, kept } = await withWorkspace(at, async (tx) => ({
    ...(await loadSkill(tx, input.skillId)),
    kept: await tx.skillVersion.findMany({ where: { skillId: input.skillId, kind: "draft" }, orderBy: { createdAt: "desc" }, take: MOST_KEPT, include: { _count: { select: { runs: true } } } }),
  }));
  const versions = [...skill.versions, ...kept].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return {
    id: skill.id, name: skill.name, revision: skill.draftRevision, graph: draft, savedAt: skill.updatedAt.toISOString(), archived: skill.archivedAt !== null,
    published: newest ? { number: newest.number, graph: newest.graph, name: newest.name } : null,
    versions: versions.map(({ id, number, label, note, createdAt, publishedBy, _count }) => ({ id, number: number === 0 ? null : number, label, note, at: createdAt.toISOString(), runs: _count.runs, byYou: publishedBy === at.actor.memberId })),
    specs: at.nodes.all().map(({ type, version, title, description, category, inputs, outputs, schema, buys }) => ({ type, version, title, description, category, inputs, outputs, schema, buys })),
    models: at.models.all(),
  };
}
