/** A step between neighbours larger than this is an edge, even where both look like background. */
const EDGE = 5;

/** Everything like the background that can be reached from the border: 255, the rest 0. */
export function floodBackground(distance: Float32Array, width: number, height: number, threshold: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  let top = 0;
  const push = (at: number, from: number) => {
    const here = distance[at] ?? Infinity;
    if (mask[at] || here > threshold || here - from > EDGE) return;
    mask[at] = 255;
    stack[top] = at;
    top += 1;
  };
  for (let x = 0; x < width; x += 1) { push(x, threshold); push((height - 1) * width + x, threshold); }
  for (let y = 0; y < height; y += 1) { push(y * width, threshold); push(y * width + width - 1, threshold); }
  while (top > 0) {
    top -= 1;
    const at = stack[top] ?? 0;
    const from = distance[at] ?? 0;
    const x = at % width;
    if (x > 0) push(at - 1, from);
    if (x < width - 1) push(at + 1, from);
    if (at >= width) push(at - width, from);
    if (at < width * (height - 1)) push(at + width, from);
  }
  return mask;
}

/** Smallest hole that is looked at (share of the image), and how like the background its pixels must be on average (share of the threshold). */
const LEAST_HOLE = 0.0008;
const HOLE_LIKENESS = 0.3;
/** A hole is at least this wide (share of the image): a narrow bright line is a reflection. */
const LEAST_WIDTH = 0.025;

/**
 * Adds places that the background cannot reach but shows through, like the inside of a handle. They must
 * be much more like the background than its edge is, so that a white label is not taken for a hole.
 */
export function addEnclosedBackground(background: Uint8Array, distance: Float32Array, width: number, height: number, threshold: number): Uint8Array {
  const candidates = background.map((value, at) => (!value && (distance[at] ?? Infinity) < threshold * 0.7 ? 255 : 0));
  const { labels, sizes } = partsOf(candidates, width);
  const sums = new Float64Array(sizes.length);
  labels.forEach((label, at) => { sums[label] = (sums[label] ?? 0) + (distance[at] ?? 0); });
  const left = new Int32Array(sizes.length).fill(width);
  const right = new Int32Array(sizes.length).fill(-1);
  labels.forEach((label, at) => {
    const x = at % width;
    if (x < (left[label] ?? 0)) left[label] = x;
    if (x > (right[label] ?? 0)) right[label] = x;
  });
  const isWide = (label: number) => (right[label] ?? 0) - (left[label] ?? 0) >= width * LEAST_WIDTH;
  const isHole = sizes.map((size, label) => label > 0 && isWide(label) && size > width * height * LEAST_HOLE && (sums[label] ?? 0) / size < threshold * HOLE_LIKENESS);
  return background.map((value, at) => (value || isHole[labels[at] ?? 0] ? 255 : 0));
}

/** Keeps the connected parts that are at least `share` of the largest one; specks go. */
export function keepLargeParts(mask: Uint8Array, width: number, share: number): Uint8Array {
  const { labels, sizes } = partsOf(mask, width);
  const least = Math.max(...sizes) * share;
  return mask.map((value, at) => (value && (sizes[labels[at] ?? 0] ?? 0) >= least ? 255 : 0));
}

/** Whether a mask fell apart: four parts or more, and none that is most of it. A pair of shoes is two. */
export function isFragmented(mask: Uint8Array, width: number): boolean {
  const { sizes } = partsOf(mask, width);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length - 1 >= 4 && Math.max(...sizes) < whole * 0.75;
}

/** The connected parts of a mask: the label of each pixel (0 is none), and the size of each label. */
function partsOf(mask: Uint8Array, width: number): { labels: Int32Array; sizes: number[] } {
  const labels = new Int32Array(mask.length);
  const sizes = [0];
  const stack = new Int32Array(mask.length);
  const take = (at: number, label: number, top: number): number => {
    if (!mask[at] || labels[at]) return top;
    labels[at] = label;
    stack[top] = at;
    return top + 1;
  };
  for (let start = 0; start < mask.length; start += 1) {
    if (!mask[start] || labels[start]) continue;
    const label = sizes.length;
    let size = 0;
    let top = 1;
    stack[0] = start;
    labels[start] = label;
    while (top > 0) {
      top -= 1;
      const at = stack[top] ?? 0;
      size += 1;
      const x = at % width;
      if (x > 0) top = take(at - 1, label, top);
      if (x < width - 1) top = take(at + 1, label, top);
      if (at >= width) top = take(at - width, label, top);
      if (at < mask.length - width) top = take(at + width, label, top);
    }
    sizes.push(size);
  }
  return { labels, sizes };
}
