import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import type { DoneStep } from "#app/core/skill/execute.ts";
import type { ImageFacts, MadeImage } from "#app/core/ports/image-desk.ts";
import { sourceId, sourcesOf, type SourceRecipe } from "#app/core/image/recipe.ts";
import { confirmBytes, storeBytes, type StoredImage } from "../images/keep-image.server.ts";
import { executeItem, type FinishedImage } from "./execute-graph.server.ts";
import { testItem } from "./test-item.server.ts";
import { loadWork, type ItemWork } from "./item-work.server.ts";
import { ItemPause, ItemUncertain } from "../calls/item-pause.ts";
import { failItem, finishItem, pauseItem, uncertainItem, type FinishedOutput } from "./settle-item.server.ts";
import type { FinishedAt, Redo } from "./redo.ts";
import type { ItemJobPayload } from "./jobs.ts";

/**
 * Runs one admitted item to its end: nodes, rendering, and the result in one commit that only the newest
 * admission may make. What fails is written to the item, so this throws only when the database fails.
 */
export async function runItem(at: WorkspaceContext, job: ItemJobPayload, signal: AbortSignal): Promise<void> {
  const work = await loadWork(at, job);
  if (!work) return; // cancelled, paused away or taken over meanwhile
  const started = performance.now();
  const ran: DoneStep[] = [];
  try {
    if (work.target) return await testItem(at, work, work.target, signal);
    const { finished, steps } = await executeItem(at, work, signal, { ran });
    const outputs = await renderOutputs(at, work, work.redo ? finished.filter(({ origin }) => sameImage(origin, work.redo)) : finished);
    await finishItem(at, work, { outputs: outputs.map(({ output }) => output), steps });
    await confirmBytes(at, outputs.flatMap(({ kept }) => kept));
    at.log.info({ runId: work.runId, itemId: work.itemId, ms: Math.round(performance.now() - started), steps: steps.length }, "an item is done");
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    await fail(at, work, thrown, ran);
  }
}

async function fail(at: WorkspaceContext, work: ItemWork, thrown: unknown, ran: readonly DoneStep[]): Promise<void> {
  if (thrown instanceof ItemPause) return pauseItem(at, work, thrown, ran);
  if (thrown instanceof ItemUncertain) return uncertainItem(at, work, thrown);
  const error = toAppError(thrown);
  if (error.code === "internal") at.log.error({ error: thrown, runId: work.runId, itemId: work.itemId }, "an item failed for a reason that has no name yet");
  const failedNode = thrown instanceof Error && "at" in thrown && typeof thrown.at === "string" ? thrown.at : null;
  await failItem(at, work, error, failedNode);
}

/** A redo keeps the image that is to be made once more, and none of the others that its step finishes. */
function sameImage(origin: FinishedAt, redo: Redo | null): boolean {
  return redo !== null && origin.node === redo.finish.node && origin.turn === redo.finish.turn && origin.nth === redo.finish.nth;
}

interface Rendered {
  readonly output: FinishedOutput;
  readonly kept: readonly { hash: string; bytes: Uint8Array }[];
}

/** Each source is fetched once for all outputs of the item. */
async function renderOutputs(at: WorkspaceContext, work: ItemWork, finished: readonly FinishedImage[]): Promise<Rendered[]> {
  const bytes = new Map<string, Uint8Array>();
  const rendered: Rendered[] = [];
  for (const { origin, output: { image: recipe, encoding, fileName, altText, altOf = null } } of finished) {
    const sources = sourcesOf(recipe);
    for (const source of sources) await fetchOnce(work, source, bytes);
    const made = await at.images.render({ recipe, encoding, sources: bytes });
    const image = await storeBytes(at, made);
    const photo = sources.find(({ from }) => from === "shop");
    const before = photo ? await storePhoto(at, bytes.get(sourceId(photo)), made.sources.get(sourceId(photo))) : await firstPhoto(at, work, bytes);
    rendered.push({
      output: { image, before: before?.stored ?? null, fileName, altText, altOf, origin: { ...origin, images: sources.flatMap((source) => (source.from === "stored" ? [source.hash] : [])) } },
      kept: [{ hash: image.hash, bytes: made.bytes }, ...(before ? [{ hash: before.stored.hash, bytes: before.made.bytes }] : [])],
    });
  }
  return rendered;
}

/** A generated image has no photo in it: it is compared with the product's first one. */
async function firstPhoto(at: WorkspaceContext, work: ItemWork, fetched: Map<string, Uint8Array>): Promise<Awaited<ReturnType<typeof storePhoto>>> {
  const { photos: [first] } = work.product;
  if (!first) return undefined;
  const source = { from: "shop", url: first.url } as const;
  const bytes = await fetchOnce(work, source, fetched);
  return storePhoto(at, bytes, await work.sources.facts(source, bytes));
}

async function fetchOnce(work: ItemWork, source: SourceRecipe["source"], fetched: Map<string, Uint8Array>): Promise<Uint8Array> {
  const bytes = fetched.get(sourceId(source)) ?? await work.sources.bytes(source);
  fetched.set(sourceId(source), bytes);
  return bytes;
}

/** The photo as it was used, kept beside the output so that review can compare. */
async function storePhoto(at: WorkspaceContext, bytes: Uint8Array | undefined, facts: ImageFacts | undefined): Promise<{ stored: StoredImage; made: MadeImage } | undefined> {
  if (!bytes || !facts) return undefined;
  const { mime, width, height } = facts;
  const made = { bytes, mime, width, height };
  return { stored: await storeBytes(at, made), made };
}
