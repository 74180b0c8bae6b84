import type { SkillGraph } from "#app/core/skill/graph.ts";

/** A free id made of the first word of a title ("Generate image" gives generate, then generate-2): prompts mention it, so it is a word. */
export function freeId(title: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const word = (title.split(" ")[0] ?? title).toLowerCase().replace(/[^a-z0-9]+/g, "").replace(/^[^a-z]+/, "").slice(0, 30) || "step";
  if (!used.has(word)) return word;
  for (let n = 2; ; n += 1) if (!used.has(`${word}-${n}`)) return `${word}-${n}`;
}

/** Every id of a graph: steps, notes and frames share one namespace on the canvas. */
export function idsOf({ nodes, notes, frames }: SkillGraph): string[] {
  return [...nodes, ...notes, ...frames].map(({ id }) => id);
}
