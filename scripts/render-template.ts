import { sourceId, sourcesOf } from "../app/core/image/recipe.ts";
import type { Finished } from "../app/core/node.ts";
import type { ImageDesk, MadeImage } from "../app/core/ports/image-desk.ts";
import { planGraph } from "../app/core/skill/plan.ts";
import type { SkillGraph } from "../app/core/skill/graph.ts";
import { nodeRegistry } from "../app/nodes/registry.ts";

/** Runs a skill's graph on one photo, without a shop and without a database: for pictures and measures. */
export async function renderTemplate(desk: Pick<ImageDesk, "render">, graph: SkillGraph, photo: Uint8Array): Promise<MadeImage> {
  const product = { id: "photo", title: "Photo", handle: "photo", vendor: "", type: "", status: "", tags: [], description: "", photos: [{ id: "photo", url: "https://photo.example/photo", alt: null, width: null, height: null }] };
  const results = new Map<string, Record<string, unknown>>();
  const finished: Finished[] = [];
  for (const { node, sources } of planGraph(graph, nodeRegistry).flat()) {
    const inputs = Object.fromEntries(Object.entries(sources).map(([port, from]) => [port, results.get(from.node)?.[from.port]]));
    const output = await nodeRegistry.get(node.type)?.run({ inputs, params: node.params }, {
      signal: AbortSignal.timeout(60_000), product, answer: undefined, mentioned: {}, finish: (one) => { finished.push(one); },
      edit: (operation, ...of) => ({ kind: "operation", at: node.id, operation, inputs: of }),
      asset: () => Promise.reject(new Error("a template without a library")),
      buyImage: () => Promise.reject(new Error("a template without a key")), buyText: () => Promise.reject(new Error("a template without a key")),
    });
    results.set(node.id, output ?? {});
  }
  const [first] = finished;
  if (!first) throw new Error("the graph makes no image");
  return desk.render({ recipe: first.image, encoding: first.encoding, sources: new Map(sourcesOf(first.image).map((source) => [sourceId(source), photo])) });
}
