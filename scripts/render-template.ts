import { sourceId, sourcesOf, type ImageRecipe } from "../app/core/image/recipe.ts";
import type { Finished } from "../app/core/node.ts";
import type { ImageDesk, MadeImage } from "../app/core/ports/image-desk.ts";
import { executeGraph } from "../app/core/skill/execute.ts";
import type { SkillGraph } from "../app/core/skill/graph.ts";
import { nodeRegistry } from "../app/nodes/registry.ts";

/** Runs a skill's graph on one photo, without a shop and without a database: for pictures and measures. */
export async function renderTemplate(desk: Pick<ImageDesk, "measure" | "render">, graph: SkillGraph, photo: Uint8Array): Promise<MadeImage> {
  const product = { id: "photo", title: "Photo", handle: "photo", vendor: "", type: "", status: "", tags: [], description: "", metafields: {}, photos: [{ id: "photo", url: "https://photo.example/photo", alt: null, width: null, height: null }] };
  const of = (recipe: ImageRecipe) => new Map(sourcesOf(recipe).map((source) => [sourceId(source), photo]));
  const finished: Finished[] = [];
  await executeGraph(graph, {
    nodes: nodeRegistry, product, answers: {}, hash: (text) => text, failed: (_node, error) => error,
    context: ({ node, turn, mentioned }) => ({
      signal: AbortSignal.timeout(60_000), product, answer: undefined, mentioned, turn, finish: (one) => { finished.push(one); },
      edit: (operation, ...inputs) => ({ kind: "operation", at: node, operation, inputs }),
      measure: (recipe) => desk.measure({ recipe, sources: of(recipe) }),
      asset: () => Promise.reject(new Error("a template without a library")), folder: () => Promise.reject(new Error("a template without a library")),
      decide: () => Promise.reject(new Error("a template without a person")),
      buyImage: () => Promise.reject(new Error("a template without a key")), buyText: () => Promise.reject(new Error("a template without a key")),
    }),
  });
  const [first] = finished;
  if (!first) throw new Error("the graph makes no image");
  return desk.render({ recipe: first.image, encoding: first.encoding, sources: of(first.image) });
}
