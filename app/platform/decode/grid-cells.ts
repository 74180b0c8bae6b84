import type { ImageOperation } from "#app/core/image/recipe.ts";
import type { Box } from "./visible-box.ts";

type Grid = Extract<ImageOperation, { kind: "grid" }>;

/** Share of the frame's longer side that the lead image takes: less where the small ones need two lines. */
const LEAD = { oneLine: 0.68, twoLines: 0.54 };
/** More small images than this stand in two lines. */
const MOST_IN_LINE = 4;

/** Where each of `count` images goes, in order, in pixels. Rows fill the frame's width also where they hold fewer images. */
export function gridCells(count: number, { layout, columns, width, height, gap, margin }: Grid): Box[] {
  const unit = Math.min(width, height);
  const edge = Math.round(unit * margin);
  const between = Math.round(unit * gap);
  const room = { left: edge, top: edge, width: Math.max(1, width - 2 * edge), height: Math.max(1, height - 2 * edge) };
  if (layout === "rows" || count < 2) return rowsOf(count, Math.ceil(count / columns), room, between);
  const lines = count - 1 > MOST_IN_LINE ? 2 : 1;
  const share = lines === 1 ? LEAD.oneLine : LEAD.twoLines;
  if (width >= height) {
    const [lead, rest] = split(room.width, [share, 1 - share], between);
    const inLine = Math.ceil((count - 1) / lines);
    return [{ ...room, width: lead?.size ?? 1 }, ...rowsOf(count - 1, inLine, { ...room, left: room.left + (rest?.start ?? 0), width: rest?.size ?? 1 }, between)];
  }
  const [lead, rest] = split(room.height, [share, 1 - share], between);
  return [{ ...room, height: lead?.size ?? 1 }, ...rowsOf(count - 1, lines, { ...room, top: room.top + (rest?.start ?? 0), height: rest?.size ?? 1 }, between)];
}

/** Cells in this many rows; where they do not come out even, the first rows hold one more. */
function rowsOf(count: number, rows: number, room: Box, gap: number): Box[] {
  const cells: Box[] = [];
  split(room.height, Array<number>(rows).fill(1), gap).forEach((row, index) => {
    const inRow = Math.floor(count / rows) + (index < count % rows ? 1 : 0);
    for (const { start, size } of split(room.width, Array<number>(inRow).fill(1), gap)) cells.push({ left: room.left + start, top: room.top + row.start, width: size, height: row.size });
  });
  return cells;
}

/** A length cut into parts of these weights with gaps between them, in whole pixels without remainder. */
function split(length: number, weights: readonly number[], gap: number): { start: number; size: number }[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const free = Math.max(weights.length, length - gap * (weights.length - 1));
  let before = 0;
  return weights.map((weight, index) => {
    const start = Math.round((before / whole) * free);
    before += weight;
    return { start: start + index * gap, size: Math.max(1, Math.round((before / whole) * free) - start) };
  });
}
