import { AppError } from "#app/core/errors.ts";
import { ImageOperation, MAX_AREA, sourceId, type Encoding, type ImageRecipe, type OperationRecipe } from "#app/core/image/recipe.ts";
import type { ImageMeasure } from "#app/core/image/measure.ts";
import type { ImageFacts, MadeImage, RenderedImage } from "#app/core/ports/image-desk.ts";
import { adjust } from "./adjust.ts";
import { cutOut } from "./cut-out.ts";
import { editMask } from "./edit-mask.ts";
import { decoding, openImage } from "./guard.ts";
import { grid } from "./grid.ts";
import { maskFromColour, maskFromCutOut } from "./make-mask.ts";
import { matchColour } from "./match-colour.ts";
import { measureRaster } from "./measure.ts";
import { overlayImage, overlayText } from "./overlay.ts";
import { place, placeOnPhoto } from "./place.ts";
import { pixelsOf, toRaster, toSharp, type Picture, type Raster } from "./raster.ts";
import { addShadow } from "./shadow.ts";

/** Shopify's limit for a file. */
const MOST_BYTES = 20_000_000;

/** An operation's failure, with the node that asked for it. */
export class OperationError extends AppError {
  readonly at: string;

  constructor(at: string, cause: AppError) {
    super(cause.code, cause.message, { say: cause.say, cause });
    this.at = at;
  }
}

/** One rendering: the bytes that it may read, what was computed already and how often it is still needed, and what the sources turned out to be. */
interface Work {
  readonly sources: ReadonlyMap<string, Uint8Array>;
  readonly done: Map<string, Raster>;
  readonly needed: Map<string, number>;
  readonly facts: Map<string, ImageFacts>;
}

/** Renders a recipe: each source is decoded once, pixels stay in memory between operations, and it is encoded once. */
export async function render(recipe: ImageRecipe, encoding: Encoding, sources: ReadonlyMap<string, Uint8Array>): Promise<RenderedImage> {
  const work = workOn(recipe, sources);
  const picture = recipe.kind === "source" ? await evaluate(recipe, work) : await operate(recipe, work);
  return { ...(await encode(picture, encoding)), sources: work.facts };
}

/** Figures of what a recipe gives. */
export async function measure(recipe: ImageRecipe, sources: ReadonlyMap<string, Uint8Array>): Promise<ImageMeasure> {
  return measureRaster(await evaluate(recipe, workOn(recipe, sources)));
}

/** Counts how often each part of the recipe is read, so that its pixels can go after the last time. */
function workOn(recipe: ImageRecipe, sources: ReadonlyMap<string, Uint8Array>): Work {
  const needed = new Map<string, number>();
  const count = (part: ImageRecipe): void => {
    const key = JSON.stringify(part);
    const known = needed.get(key) ?? 0;
    needed.set(key, known + 1);
    if (known === 0 && part.kind === "operation") part.inputs.forEach(count);
  };
  count(recipe);
  return { sources, done: new Map(), needed, facts: new Map() };
}

/** The pixels of a part: each is computed once, and is not held longer than it is needed. */
async function evaluate(recipe: ImageRecipe, work: Work): Promise<Raster> {
  const key = JSON.stringify(recipe);
  const made = work.done.get(key) ?? (recipe.kind === "source" ? await decodeSource(sourceId(recipe.source), work) : await pixelsOf(await operate(recipe, work)));
  const left = (work.needed.get(key) ?? 1) - 1;
  work.needed.set(key, left);
  if (left > 0) work.done.set(key, made);
  else work.done.delete(key);
  return made;
}

/** Nothing larger than may be written is worked on: no operation needs more memory then, and no output shows the difference. */
async function decodeSource(id: string, { sources, facts }: Work): Promise<Raster> {
  const bytes = sources.get(id);
  if (!bytes) throw new AppError("missing_asset", "a source without bytes");
  const { image, kind, width, height } = await openImage(bytes);
  facts.set(id, { mime: `image/${kind}`, width, height });
  const scale = Math.sqrt(MAX_AREA / (width * height));
  return decoding(() => toRaster(scale < 1 ? image.resize(Math.floor(width * scale), Math.floor(height * scale), { fit: "fill" }) : image));
}

async function operate(recipe: OperationRecipe, work: Work): Promise<Picture> {
  const operation = ImageOperation.parse(recipe.operation);
  try {
    // A grid holds none of its inputs longer than it takes to make each small.
    if (operation.kind === "grid") return await grid(recipe.inputs.map((input) => () => evaluate(input, work)), operation);
    const inputs: Raster[] = [];
    for (const input of recipe.inputs) inputs.push(await evaluate(input, work));
    return await apply(operation, inputs);
  } catch (error) {
    throw error instanceof AppError && !(error instanceof OperationError) ? new OperationError(recipe.at, error) : error;
  }
}

async function apply(operation: Exclude<ImageOperation, { kind: "grid" }>, [first, second]: readonly Raster[]): Promise<Picture> {
  if (!first) throw new AppError("internal", `${operation.kind} without an image`);
  switch (operation.kind) {
    case "remove-background": return cutOut(first, operation.tolerance, operation.feather);
    case "place": return place(first, operation, operation.backdrop);
    case "place-on-photo": return placeOnPhoto(first, needed(second), operation);
    case "resize": return resize(first, operation);
    case "overlay-image": return overlayImage(first, needed(second), operation);
    case "edit-mask": return editMask(first, needed(second), operation);
    case "mask-from-cut-out": return maskFromCutOut(first, operation);
    case "mask-from-colour": return maskFromColour(first, operation);
    case "adjust": return adjust(first, operation);
    case "match-colour": return matchColour(first, needed(second), operation.strength);
    case "shadow": return addShadow(first, operation);
    case "overlay-text": return overlayText(first, operation);
  }
}

function needed(raster: Raster | undefined): Raster {
  if (!raster) throw new AppError("internal", "an operation lacks its second image");
  return raster;
}

async function resize(image: Raster, { width, height, mode, colour }: Extract<ImageOperation, { kind: "resize" }>): Promise<Raster> {
  if (mode === "inside") return toRaster(toSharp(image).resize(width, height, { fit: "inside", withoutEnlargement: true }));
  return toRaster(toSharp(image).resize(width, height, { fit: mode === "pad" ? "contain" : "cover", background: colour }));
}

async function encode(picture: Picture, { format, quality, frame }: Encoding): Promise<MadeImage> {
  const framed = await limited(await inFrame(picture, frame));
  const { width, height } = framed;
  for (let tried = quality; ; tried -= 10) {
    const bytes = await encodeOnce(framed, format, tried, frame?.colour ?? "#ffffff");
    if (bytes.byteLength <= MOST_BYTES || tried <= 20 || format === "png") return { bytes, mime: `image/${format}`, width, height };
  }
}

async function inFrame(picture: Picture, frame: Encoding["frame"]): Promise<Picture> {
  if (!frame || (frame.width === picture.width && frame.height === picture.height)) return picture;
  return toRaster(toSharp(await pixelsOf(picture)).resize(frame.width, frame.height, { fit: "contain", background: frame.colour }));
}

async function limited(picture: Picture): Promise<Picture> {
  const { width, height } = picture;
  if (width * height <= MAX_AREA) return picture;
  const scale = Math.sqrt(MAX_AREA / (width * height));
  return toRaster(toSharp(await pixelsOf(picture)).resize(Math.floor(width * scale), Math.floor(height * scale), { fit: "fill" }));
}

/** A draft is opaque; a raster that may not be gets a colour behind it where the format knows no transparency. */
async function encodeOnce(picture: Picture, format: Encoding["format"], quality: number, colour: string): Promise<Buffer> {
  const image = "chain" in picture ? picture.chain.clone() : toSharp(picture);
  if (format === "png") return image.png({ compressionLevel: 7 }).toBuffer();
  if (format === "webp") return image.webp({ quality, effort: 3 }).toBuffer();
  const opaque = "chain" in picture ? image : image.flatten({ background: colour });
  return opaque.jpeg({ quality, chromaSubsampling: quality >= 90 ? "4:4:4" : "4:2:0" }).toBuffer();
}
