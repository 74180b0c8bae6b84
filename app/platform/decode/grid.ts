import sharp, { type OverlayOptions } from "sharp";
import { AppError } from "#app/core/errors.ts";
import { MAX_CELLS, type ImageOperation } from "#app/core/image/recipe.ts";
import { gridCells } from "./grid-cells.ts";
import { rgbOf, toRaster, toSharp, type Raster } from "./raster.ts";
import { visibleBox, type Box } from "./visible-box.ts";

/** Fainter than this nothing is seen on any ground: a soft shadow that is trimmed earlier shows its end. */
const FAINT = 2;

type Grid = Extract<ImageOperation, { kind: "grid" }>;

/** Puts images into the cells of one frame. They are read one after the other and made small at once, so that nine large ones never lie in memory together. */
export async function grid(images: readonly (() => Promise<Raster>)[], operation: Grid): Promise<Raster> {
  if (images.length === 0) throw new AppError("invalid_input", "a grid of nothing", { say: "There is no image to put into the grid." });
  const cells = gridCells(Math.min(images.length, MAX_CELLS), operation);
  const layers: OverlayOptions[] = [];
  for (const [index, cell] of cells.entries()) {
    const read = images[index];
    if (read) layers.push(await inCell(await read(), cell, operation));
  }
  const { width, height, colour } = operation;
  const ground = await toRaster(sharp({ create: { width, height, channels: 4, background: { ...rgbOf(colour), alpha: 1 } } }));
  return toRaster(toSharp(ground).composite(layers));
}

/** A cut-out that is shown whole is trimmed first: its clear edges would make products of one size look unequal. */
async function inCell(image: Raster, cell: Box, { fit, colour }: Grid): Promise<OverlayOptions> {
  const chain = fit === "contain" && hasClearCorners(image) ? toSharp(image).extract(visibleBox(image, FAINT)) : toSharp(image);
  const { data, info } = await chain.flatten({ background: colour }).resize(cell.width, cell.height, { fit, background: colour }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: info.channels }, left: cell.left, top: cell.top };
}

function hasClearCorners({ data, width, height }: Raster): boolean {
  return [0, width - 1, width * (height - 1), width * height - 1].every((pixel) => (data[pixel * 4 + 3] ?? 0) < FAINT);
}
