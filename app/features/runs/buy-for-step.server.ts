import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { storedImage, type Encoding, type ImageOperation, type ImageRecipe } from "#app/core/image/recipe.ts";
import type { Model, ModelSize } from "#app/core/model.ts";
import type { ImageOrder, TextOrder } from "#app/core/node.ts";
import type { SentImage } from "#app/core/provider.ts";
import { MOST_PROMPT } from "#app/core/text-template.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { buy } from "../calls/buy.server.ts";
import type { Kept, Order } from "../calls/order.ts";
import { confirmBytes, hashOf, storeBytes, type StoredImage } from "../images/keep-image.server.ts";
import type { ItemWork } from "./item-work.server.ts";
import { leftOut } from "./left-out.ts";
import { isRedone, notedPrompt } from "./redo.ts";
import { WAIT_MS } from "./waiting.ts";

/** References are sent at most this large, in pixels, as PNG so that a cut-out stays one. */
const REFERENCE_SIDE = 1_024;
const REFERENCE: Encoding = { format: "png", quality: 90, frame: null };

/** Where in an item something is bought. `index` counts the orders of one step. */
export interface Place {
  readonly work: ItemWork;
  readonly node: string;
  readonly index: number;
  /** Is told whether an earlier test had paid for it. */
  told(reused: boolean): void;
}

/** Buys an image for a step: once, whatever happens in between. */
export async function buyImage(at: WorkspaceContext, place: Place, order: ImageOrder, signal: AbortSignal): Promise<ImageRecipe> {
  const model = modelOf(at, order.model);
  const size = model.sizes.find(({ ratio }) => ratio === order.ratio);
  if (!size) throw new AppError("provider_refused", "ratio not offered", { say: `${model.title} does not make images of ${order.ratio}. Choose another ratio in the skill.` });
  const quality = model.qualities.length > 0 ? order.quality : null;
  const { references, mask } = framed(order, model, size);
  const redo = isRedone(place.work.redo, place) ? place.work.redo : null;
  const prompt = redo ? notedPrompt(order.prompt, redo, MOST_PROMPT) : order.prompt.slice(0, MOST_PROMPT);
  // The same seed would make the same picture.
  const seed = redo ? null : order.seed;
  const { images, reused } = await buy(at, {
    ...base(at, place, model, order), ...(redo ? { fingerprint: hashOf(Buffer.from(JSON.stringify([order, redo.number, redo.notes]))) } : {}), shape: { size, quality, references: references.length + (mask ? 1 : 0), promptLength: prompt.length, answerTokens: 0 },
    request: async () => ({ kind: "image", prompt, size, quality, references: await sendable(at, place.work, references), mask: mask ? await rendered(at, place.work, mask) : null, seed }),
  }, signal);
  place.told(reused);
  const [image] = images;
  if (!image) throw new AppError("answer_corrupt", "a call without an image");
  return storedImage(image.hash);
}

/** Buys a text for a step. */
export async function buyText(at: WorkspaceContext, place: Place, order: TextOrder, signal: AbortSignal): Promise<string> {
  const model = modelOf(at, order.model);
  const images = order.images.slice(0, model.references).map(small);
  const prompt = order.prompt.slice(0, MOST_PROMPT);
  const { text, reused } = await buy(at, {
    ...base(at, place, model, order), shape: { size: null, quality: null, references: images.length, promptLength: textLength({ ...order, prompt }), answerTokens: order.maxTokens },
    request: async () => ({ kind: "text", instructions: order.instructions, prompt, images: await sendable(at, place.work, images), schema: order.schema ?? null, maxTokens: order.maxTokens }),
  }, signal);
  place.told(reused);
  if (!text?.trim()) throw new AppError("answer_corrupt", "a call without a text");
  return text.trim();
}

/** Everything that is written to the model, in characters: a schema is read by it too. */
function textLength({ instructions, prompt, schema }: TextOrder): number {
  return instructions.length + prompt.length + (schema ? JSON.stringify(schema).length : 0);
}

function modelOf(at: WorkspaceContext, id: string): Model {
  const model = at.models.get(id);
  if (!model || model.status === "ended") throw new AppError("model_ended", `no model ${id}`);
  return model;
}

function base(at: WorkspaceContext, { work, node, index }: Place, model: Model, order: ImageOrder | TextOrder): Omit<Order, "shape" | "request"> {
  return {
    runId: work.runId, itemId: work.itemId, node, index, model, warnings: leftOut(order, model), fingerprint: hashOf(Buffer.from(JSON.stringify(order))),
    keep: (images) => keep(at, images),
    isKept: async (hashes) => await withWorkspace(at, (tx) => tx.image.count({ where: { hash: { in: [...hashes] } } })) === new Set(hashes).size,
  };
}

/** Has the image desk decode what came, to its last row, and stores the bytes as they came. */
async function keep(at: WorkspaceContext, images: readonly Uint8Array[]): Promise<Kept> {
  const stored: { readonly bytes: Uint8Array; readonly image: StoredImage }[] = [];
  for (const bytes of images) {
    const { mime, width, height } = await at.images.verify(bytes);
    stored.push({ bytes, image: await storeBytes(at, { bytes, mime, width, height }) });
  }
  return {
    images: stored.map(({ image }) => image), until: new Date(at.clock.now().getTime() + WAIT_MS),
    confirm: () => confirmBytes(at, stored.map(({ image, bytes }) => ({ hash: image.hash, bytes }))),
  };
}

/** References small enough to be sent. With a mask the first is in the frame of what is made, and so is the mask: providers want both of one size. */
function framed({ references, mask }: ImageOrder, model: Model, { width, height }: ModelSize): { references: ImageRecipe[]; mask: ImageRecipe | null } {
  const [first, ...rest] = references.slice(0, model.references);
  if (!first) return { references: [], mask: null };
  if (!mask) return { references: [first, ...rest].map(small), mask: null };
  const photo = step({ kind: "resize", width, height, mode: "pad", colour: "#ffffff" }, first);
  return { references: [photo, ...rest.map(small)], mask: step({ kind: "edit-mask", width, height, change: mask.change }, first, mask.image) };
}

function small(image: ImageRecipe): ImageRecipe {
  return step({ kind: "resize", width: REFERENCE_SIDE, height: REFERENCE_SIDE, mode: "inside", colour: "#ffffff" }, image);
}

function step(operation: ImageOperation, ...inputs: readonly ImageRecipe[]): ImageRecipe {
  return { kind: "operation", at: "reference", operation, inputs };
}

async function sendable(at: WorkspaceContext, work: ItemWork, recipes: readonly ImageRecipe[]): Promise<SentImage[]> {
  const sent: SentImage[] = [];
  for (const recipe of recipes) sent.push(await rendered(at, work, recipe));
  return sent;
}

async function rendered(at: WorkspaceContext, work: ItemWork, recipe: ImageRecipe): Promise<SentImage> {
  const { bytes, width, height, sources: facts } = await at.images.render({ recipe, encoding: REFERENCE, sources: await work.sources.allOf(recipe) });
  work.sources.learn(facts);
  return { bytes, mime: "image/png", width, height };
}
