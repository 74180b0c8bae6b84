import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { storedImage, type ImageOperation, type ImageRecipe } from "#app/core/image/recipe.ts";
import type { Finished, NodeContext } from "#app/core/node.ts";
import type { AssetValue } from "#app/core/port-types.ts";
import { executeGraph, type DoneStep, type StepWatch } from "#app/core/skill/execute.ts";
import { planPart } from "#app/core/skill/plan.ts";
import { OperationError } from "#app/platform/decode/render.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { ItemPause, ItemUncertain } from "../calls/item-pause.ts";
import { hashOf } from "../images/keep-image.server.ts";
import { askApproval } from "./ask-approval.server.ts";
import { buyImage, buyText } from "./buy-for-step.server.ts";
import type { ItemWork } from "./item-work.server.ts";
import type { FinishedAt } from "./redo.ts";

/** A node's failure, with the node that it belongs to. */
export class StepError extends AppError {
  readonly at: string;

  constructor(at: string, cause: AppError) {
    super(cause.code, cause.message, { say: cause.say, cause });
    this.at = at;
  }
}

/** Calls of one turn of a step, at most: what a step buys is counted from here for each turn, so that the numbers never depend on who came first. */
const CALLS_A_TURN = 100;

/** Follows the steps of a live test: told what a step finished, and whether what it bought had been paid for by an earlier test. */
export interface ItemWatch extends Pick<StepWatch, "begins" | "failed"> {
  ended(step: DoneStep, finished: readonly Finished[]): void;
  bought(node: string, turn: number, reused: boolean): void;
}

/** An image that an item finished, and where. */
export interface FinishedImage {
  readonly origin: FinishedAt;
  readonly output: Finished;
}

/** What a live test does besides: it runs a part of the skill, may take earlier results, and is followed. */
export interface TestedItem {
  readonly watch: ItemWatch;
  taken(node: string): readonly DoneStep[] | undefined;
}

/**
 * Runs an item's graph. Images come out as recipes; nothing is rendered here. What is finished keeps the order of
 * steps and turns. `ran` gets each step as it ends, so that what was done is known also where a later step throws.
 */
export async function executeItem(at: WorkspaceContext, work: ItemWork, signal: AbortSignal, { test, ran = [] }: { readonly test?: TestedItem; readonly ran?: DoneStep[] }): Promise<{ finished: FinishedImage[]; steps: DoneStep[] }> {
  const finished: { readonly step: string; readonly at: FinishedAt; readonly output: Finished }[] = [];
  const steps = await executeGraph(work.graph, {
    nodes: at.nodes, product: work.product, answers: work.answers,
    hash: (text) => hashOf(Buffer.from(text)),
    failed: (node, error) => (error instanceof AppError && !(error instanceof ItemPause || error instanceof ItemUncertain) ? new StepError(blamedStep(work, node, error), error) : error),
    context: ({ node, turn, mentioned }) => contextOf(at, { work, node, turn, mentioned, watch: test?.watch }, (output) => finished.push({ step: stepKey(node, turn), at: { node, turn, nth: finished.filter(({ step }) => step === stepKey(node, turn)).length }, output }), signal),
    ...(test ? { plan: planPart, taken: (node) => test.taken(node), watch: followed(test.watch, finished) } : { watch: collecting(ran), ...(work.redo ? { plan: planPart } : {}) }),
  });
  const order = new Map(steps.map(({ node, index }, place) => [stepKey(node, index), place]));
  finished.sort((a, b) => (order.get(a.step) ?? 0) - (order.get(b.step) ?? 0));
  return { finished: finished.map(({ at: origin, output }) => ({ origin, output })), steps };
}

function collecting(ran: DoneStep[]): StepWatch {
  return { begins: () => Promise.resolve(), failed: () => Promise.resolve(), ended: (step) => Promise.resolve(void ran.push(step)) };
}

function followed(watch: ItemWatch, finished: readonly { readonly step: string; readonly output: Finished }[]): StepWatch {
  return {
    begins: (node, turn) => watch.begins(node, turn),
    failed: (node, turn, ended) => watch.failed(node, turn, ended),
    ended: (step) => Promise.resolve(watch.ended(step, finished.filter(({ step: of }) => of === stepKey(step.node, step.index)).map(({ output }) => output))),
  };
}

/** A step that looks at an image may fail for what an earlier step was to do to it. */
export function blamedStep({ graph }: ItemWork, node: string, error: AppError): string {
  return error instanceof OperationError && graph.nodes.some(({ id }) => id === error.at) ? error.at : node;
}

function stepKey(node: string, turn: number): string {
  return `${node} ${turn}`;
}

function contextOf(at: WorkspaceContext, { work, node, turn, mentioned, watch }: { readonly work: ItemWork; readonly node: string; readonly turn: number; readonly mentioned: Readonly<Record<string, string>>; readonly watch: ItemWatch | undefined }, finish: (output: Finished) => void, signal: AbortSignal): NodeContext {
  let bought = turn * CALLS_A_TURN;
  const place = () => ({ work, node, index: bought++, told: (reused: boolean) => watch?.bought(node, turn, reused) });
  return {
    signal, product: work.product, answer: work.answers[node], mentioned, turn, finish,
    edit: (operation: ImageOperation, ...inputs: readonly ImageRecipe[]) => ({ kind: "operation", at: node, operation, inputs }),
    measure: async (image) => at.images.measure({ recipe: image, sources: await work.sources.allOf(image) }),
    asset: async (assetId) => {
      const asset = await withWorkspace(at, (tx) => tx.asset.findUnique({ where: { id: assetId }, select: { name: true, hash: true } }));
      if (!asset) throw new AppError("missing_asset", `no asset ${assetId}`);
      return assetValue(asset);
    },
    folder: async (name, most) => (await withWorkspace(at, (tx) => tx.asset.findMany({ where: { folder: { name } }, orderBy: [{ name: "asc" }, { id: "asc" }], take: most, select: { name: true, hash: true } }))).map(assetValue),
    decide: (request) => askApproval(at, { work, node, index: turn }, request),
    buyImage: (order) => buyImage(at, place(), order, signal),
    buyText: (order) => buyText(at, place(), order, signal),
  };
}

function assetValue({ name, hash }: { readonly name: string; readonly hash: string }): AssetValue {
  return { name, image: storedImage(hash) };
}
