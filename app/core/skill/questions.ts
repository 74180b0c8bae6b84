import { own } from "../own.ts";
import { settingOf, type SettingSchema } from "../settings.ts";
import type { AnyNode, Question } from "../node.ts";
import { activeGraph } from "./active.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";

/** Where nodes are looked up that can say what they ask. */
interface AskingNodes {
  get(type: string): AnyNode | undefined;
}

/** A question of the run form. `key` names its answer: the step's id, or for a setting that is asked step.setting. */
export interface AskedQuestion {
  readonly key: string;
  readonly node: string;
  readonly question: Question;
}

/** What the runner of a skill is asked, in the order of the graph: the run form is made from it. Steps that do not run ask nothing. */
export function questionsOf(graph: SkillGraph, catalog: AskingNodes): AskedQuestion[] {
  return activeGraph(graph, catalog).nodes.flatMap((node) => {
    const definition = catalog.get(node.type);
    const question = definition?.asks(node.params);
    return [...(question ? [{ key: node.id, node: node.id, question }] : []), ...(definition ? askedSettings(node, definition) : [])];
  });
}

function askedSettings({ id, params, bindings }: SkillNode, { schema }: AnyNode): AskedQuestion[] {
  // In the order of the schema: the database does not keep that of the bindings.
  return Object.entries(schema.properties).flatMap(([name, setting]) => {
    const source = own(bindings, name);
    if (source?.from !== "runner") return [];
    return [{ key: `${id}.${name}`, node: id, question: questionOf(setting, source, settingOf(schema, params, name)) }];
  });
}

/** A setting as a question: its fixed value is the suggestion. */
function questionOf(setting: SettingSchema, { label, help }: { readonly label: string; readonly help: string }, value: unknown): Question {
  const suggested = typeof value === "string" || typeof value === "number" ? String(value) : Array.isArray(value) ? value.join("\n") : "";
  if (setting.type === "boolean") return { kind: "choice", label, help, value: value === true ? "Yes" : "No", options: ["Yes", "No"] };
  if (setting.enum) return { kind: "choice", label, help, value: suggested, options: setting.enum, ...(setting.labels ? { labels: setting.labels } : {}) };
  return { kind: "text", label, help, value: suggested, maxLength: Math.min(setting.maxLength ?? 2_000, 2_000) };
}
