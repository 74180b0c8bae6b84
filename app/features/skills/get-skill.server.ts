import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { promptsOf } from "#app/core/settings.ts";
import { applies } from "#app/core/skill/applies.ts";
import { diffGraphs, renamed } from "#app/core/skill/diff.ts";
import type { SkillGraph, SkillNode } from "#app/core/skill/graph.ts";
import { mentionables } from "#app/core/skill/mentions.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { skillProblems } from "#app/core/skill/skill-problems.ts";
import { valueWords } from "#app/core/skill/value-words.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { fieldsOf } from "#app/core/skill/fields.ts";
import { loadSkill } from "./store.server.ts";
import type { NodeView, SkillView } from "./views.ts";

const FACTS = 4;

/** A skill as its page shows it: the graph as a picture, its settings as fields, problems, versions and what changed. */
export async function getSkill(at: WorkspaceContext, input: { skillId: string }): Promise<SkillView> {
  requireCan(at.actor, "read");
  const { skill, draft, newest } = await withWorkspace(at, (tx) => loadSkill(tx, input.skillId));
  const nodes = draft.nodes.map((node) => nodeView(at, node, draft, newest?.graph));
  return {
    id: skill.id, name: skill.name, description: skill.description, revision: skill.draftRevision, nodes, edges: draft.edges, archived: skill.archivedAt !== null,
    problems: skillProblems(draft, at).map(({ severity, node, field, what, fix }) => ({ severity, node: node ?? null, field: field ?? null, what, fix })),
    versions: skill.versions.map(({ id, number, label, note, createdAt, publishedBy, _count }) => ({ id, number, label, note, at: createdAt.toISOString(), runs: _count.runs, byYou: publishedBy !== null && publishedBy === at.actor.memberId })),
    changes: newest ? [...renamed(skill.id, newest.name, skill.name), ...diffGraphs(newest.graph, draft, at)] : [],
  };
}

function nodeView(at: WorkspaceContext, node: SkillNode, draft: SkillGraph, published: SkillGraph | undefined): NodeView {
  const definition = at.nodes.get(node.type);
  const place = { id: node.id, type: node.type, title: nameOf(node, definition), x: node.position.x, y: node.position.y };
  // Of a kind that another Piccaso knows: it is kept and shown, and the problems say what to do with it.
  if (!definition) return { ...place, description: "A step of a kind that is not known here.", category: "edit", inputs: [], outputs: [], fields: [], mentions: [], facts: [] };
  const former = published?.nodes.find(({ id }) => id === node.id);
  const fields = fieldsOf(definition.schema, node.params, former?.params, at.models.all());
  const ports = (of: typeof definition.inputs) => Object.entries(of).map(([name, { label, type }]) => ({ name, label, type }));
  return {
    ...place, description: definition.description, category: definition.category,
    inputs: ports(definition.inputs), outputs: ports(definition.outputs), fields,
    mentions: promptsOf(definition.schema).length > 0 ? mentionables(node, draft, at.nodes) : [],
    facts: fields.filter((field) => field.value !== "" && field.value !== null && applies(field.when, fields, ({ value }) => value)).slice(0, FACTS).map(({ title, value, options }) =>
      ({ label: title, value: options.find((option) => option.value === value)?.label ?? valueWords(value) })),
  };
}
