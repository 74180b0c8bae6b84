import type { WorkspaceContext } from "#app/core/context.ts";
import { promptsOf } from "#app/core/settings.ts";
import { applies } from "#app/core/skill/applies.ts";
import type { SkillGraph, SkillNode } from "#app/core/skill/graph.ts";
import { mentionables } from "#app/core/skill/mentions.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { valueWords } from "#app/core/skill/value-words.ts";
import { fieldsOf } from "#app/core/skill/fields.ts";
import type { NodeView } from "./views.ts";

/** As many facts as a card has room for. */
const FACTS = 4;

/** A step as a picture of the graph and as fields. `published` is the newest version, for what the draft changes. */
export function nodeView(at: Pick<WorkspaceContext, "nodes" | "models">, node: SkillNode, graph: SkillGraph, published: SkillGraph | undefined): NodeView {
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
    mentions: promptsOf(definition.schema).length > 0 ? mentionables(node, graph, at.nodes) : [],
    facts: fields.filter((field) => field.value !== "" && field.value !== null && applies(field.when, fields, ({ value }) => value)).slice(0, FACTS).map(({ title, value, options }) =>
      ({ label: title, value: options.find((option) => option.value === value)?.label ?? valueWords(value) })),
  };
}
