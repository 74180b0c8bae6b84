import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { storedImage, type ImageOperation, type ImageRecipe } from "#app/core/image/recipe.ts";
import type { Finished, NodeContext } from "#app/core/node.ts";
import { fingerprintOf } from "#app/core/skill/fingerprint.ts";
import { mentionText } from "#app/core/skill/mentions.ts";
import { planGraph, type PlannedNode } from "#app/core/skill/plan.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { ItemPause, ItemUncertain } from "../calls/item-pause.ts";
import { hashOf } from "../images/keep-image.server.ts";
import { buyImage, buyText } from "./buy-for-step.server.ts";
import type { ItemWork } from "./item-work.server.ts";

/** One executed node, ready to be checkpointed. */
export interface DoneStep {
  readonly node: string;
  readonly fingerprint: string;
  readonly output: Record<string, unknown>;
  readonly ms: number;
}

/** A node's failure, with the node that it belongs to. */
export class StepError extends AppError {
  readonly at: string;

  constructor(at: string, cause: AppError) {
    super(cause.code, cause.message, { say: cause.say, cause });
    this.at = at;
  }
}

/** Runs the nodes wave by wave, those of one wave side by side. Images come out as recipes; nothing is rendered here. */
export async function executeGraph(at: WorkspaceContext, work: ItemWork, signal: AbortSignal): Promise<{ finished: Finished[]; steps: DoneStep[] }> {
  const results = new Map<string, { output: Record<string, unknown>; fingerprint: string }>();
  const finished: Finished[] = [];
  const steps: DoneStep[] = [];
  for (const wave of planGraph(work.graph, at.nodes)) {
    const done = await Promise.all(wave.map((planned) => executeNode(at, work, planned, results, finished, signal)));
    for (const step of done) {
      results.set(step.node, step);
      steps.push(step);
    }
  }
  return { finished, steps };
}

async function executeNode(at: WorkspaceContext, work: ItemWork, planned: PlannedNode, results: ReadonlyMap<string, { output: Record<string, unknown>; fingerprint: string }>, finished: Finished[], signal: AbortSignal): Promise<DoneStep> {
  const { node, sources, mentions } = planned;
  const definition = at.nodes.get(node.type);
  if (!definition) throw new AppError("invalid_skill", `no node ${node.type}`);
  const inputs = Object.fromEntries(Object.entries(sources).map(([port, from]) => [port, results.get(from.node)?.output[from.port]]));
  const mentioned: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(mentions).map(([name, from]) => [name, mentionText(results.get(from.node)?.output[from.port], from.field)]));
  const upstream = {
    ...Object.fromEntries(Object.entries(sources).map(([port, from]) => [port, `${results.get(from.node)?.fingerprint ?? ""}.${from.port}`])),
    ...Object.fromEntries(Object.entries(mentions).map(([name, from]) => [`@${name}`, `${results.get(from.node)?.fingerprint ?? ""}.${from.port}.${from.field ?? ""}`])),
  };
  const answer = work.answers[node.id];
  const fingerprint = hashOf(Buffer.from(fingerprintOf({ type: node.type, version: node.version, params: node.params, upstream, answer: answer ?? null, ...(node.type === "product.read" ? { product: work.product } : {}) })));
  const started = performance.now();
  try {
    const output = await definition.run({ inputs, params: node.params }, contextFor(at, { work, node: node.id, mentioned }, finished, signal));
    return { node: node.id, fingerprint, output, ms: Math.round(performance.now() - started) };
  } catch (error) {
    if (error instanceof ItemPause || error instanceof ItemUncertain) throw error;
    throw error instanceof AppError ? new StepError(node.id, error) : error;
  }
}

function contextFor(at: WorkspaceContext, { work, node, mentioned }: { readonly work: ItemWork; readonly node: string; readonly mentioned: Readonly<Record<string, string>> }, finished: Finished[], signal: AbortSignal): NodeContext {
  let bought = 0;
  return {
    signal, product: work.product, answer: work.answers[node], mentioned,
    edit: (operation: ImageOperation, ...inputs: readonly ImageRecipe[]) => ({ kind: "operation", at: node, operation, inputs }),
    asset: async (assetId) => {
      const asset = await withWorkspace(at, (tx) => tx.asset.findUnique({ where: { id: assetId }, select: { hash: true } }));
      if (!asset) throw new AppError("missing_asset", `no asset ${assetId}`);
      return storedImage(asset.hash);
    },
    buyImage: (order) => buyImage(at, { work, node, index: bought++ }, order, signal),
    buyText: (order) => buyText(at, { work, node, index: bought++ }, order, signal),
    finish: (output) => { finished.push(output); },
  };
}
