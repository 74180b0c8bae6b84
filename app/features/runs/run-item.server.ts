import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError, toAppError } from "#app/core/errors.ts";
import type { ImageFacts, MadeImage } from "#app/core/ports/image-desk.ts";
import { sourceId, sourcesOf, type SourceRecipe } from "#app/core/image/recipe.ts";
import type { Finished } from "#app/core/node.ts";
import { confirmBytes, hashOf, storeBytes, type StoredImage } from "../images/keep-image.server.ts";
import { executeGraph } from "./execute-graph.server.ts";
import { loadWork, type ItemWork } from "./item-work.server.ts";
import { failItem, finishItem, type FinishedOutput } from "./settle-item.server.ts";
import type { ItemJobPayload } from "./jobs.ts";

/**
 * Runs one admitted item to its end: nodes, rendering, and the result in one commit that only the newest
 * admission may make. What fails is written to the item, so this throws only when the database fails.
 */
export async function runItem(at: WorkspaceContext, job: ItemJobPayload, signal: AbortSignal): Promise<void> {
  const work = await loadWork(at, job);
  if (!work) return; // cancelled, paused away or taken over meanwhile
  const started = performance.now();
  try {
    const { finished, steps } = await executeGraph(at, work, signal);
    const outputs = await renderOutputs(at, finished);
    await finishItem(at, work, { outputs: outputs.map(({ output }) => output), steps });
    await confirmBytes(at, outputs.flatMap(({ kept }) => kept));
    at.log.info({ runId: work.runId, itemId: work.itemId, ms: Math.round(performance.now() - started), steps: steps.length }, "an item is done");
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    await fail(at, work, thrown);
  }
}

async function fail(at: WorkspaceContext, work: ItemWork, thrown: unknown): Promise<void> {
  const error = toAppError(thrown);
  if (error.code === "internal") at.log.error({ error: thrown, runId: work.runId, itemId: work.itemId }, "an item failed for a reason that has no name yet");
  const failedNode = thrown instanceof Error && "at" in thrown && typeof thrown.at === "string" ? thrown.at : null;
  await failItem(at, work, error, failedNode);
}

interface Rendered {
  readonly output: FinishedOutput;
  readonly kept: readonly { hash: string; bytes: Uint8Array }[];
}

/** Each source is fetched once for all outputs of the item. */
async function renderOutputs(at: WorkspaceContext, finished: readonly Finished[]): Promise<Rendered[]> {
  const bytes = new Map<string, Uint8Array>();
  const rendered: Rendered[] = [];
  for (const { image: recipe, encoding, fileName, altText } of finished) {
    const sources = sourcesOf(recipe);
    for (const source of sources) {
      if (!bytes.has(sourceId(source))) bytes.set(sourceId(source), await sourceBytes(at, source));
    }
    const made = await at.images.render({ recipe, encoding, sources: bytes });
    const image = await storeBytes(at, made);
    const photo = sources.find(({ from }) => from === "shop");
    const before = photo ? await storePhoto(at, bytes.get(sourceId(photo)), made.sources.get(sourceId(photo))) : undefined;
    rendered.push({
      output: { image, before: before?.stored ?? null, fileName, altText },
      kept: [{ hash: image.hash, bytes: made.bytes }, ...(before ? [{ hash: before.stored.hash, bytes: before.made.bytes }] : [])],
    });
  }
  return rendered;
}

/** The photo as it was used, kept beside the output so that review can compare. */
async function storePhoto(at: WorkspaceContext, bytes: Uint8Array | undefined, facts: ImageFacts | undefined): Promise<{ stored: StoredImage; made: MadeImage } | undefined> {
  if (!bytes || !facts) return undefined;
  const made = { bytes, ...facts };
  return { stored: await storeBytes(at, made), made };
}

async function sourceBytes(at: WorkspaceContext, source: SourceRecipe["source"]): Promise<Uint8Array> {
  if (source.from === "shop") return at.shops.photo(source.url);
  const bytes = await at.blobs.get(at.workspaceId, source.hash);
  if (!bytes || hashOf(bytes) !== source.hash) throw new AppError("missing_asset", "no bytes for a source");
  return bytes;
}

