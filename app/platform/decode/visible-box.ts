import { AppError } from "#app/core/errors.ts";
import type { Raster } from "./raster.ts";

/** A part of an image, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An alpha fainter than this is not the product (an edge of compression, a shadow's end). */
export const VISIBLE = 12;

/** The smallest box around what has at least this alpha. From each side it looks no further than it must. Throws background_unclear where nothing is. */
export function visibleBox({ data, width, height }: Raster, least = VISIBLE): Box {
  const isClear = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) < least;
  const isClearRow = (y: number) => {
    for (let x = 0; x < width; x += 1) if (!isClear(x, y)) return false;
    return true;
  };
  let [left, top, right, bottom] = [0, 0, width - 1, height - 1];
  while (top < height && isClearRow(top)) top += 1;
  if (top === height) throw new AppError("background_unclear", "nothing visible", { say: "After the background was removed nothing was left to place." });
  while (isClearRow(bottom)) bottom -= 1;
  const isClearColumn = (x: number) => {
    for (let y = top; y <= bottom; y += 1) if (!isClear(x, y)) return false;
    return true;
  };
  while (isClearColumn(left)) left += 1;
  while (isClearColumn(right)) right -= 1;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
