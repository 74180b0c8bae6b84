/** A step between neighbours larger than this is an edge, even where both look like background. */
const EDGE = 5;

/** Everything like the background that can be reached from the border without crossing an edge: 255, the rest 0. */
export function floodBackground(distance: Float32Array, width: number, height: number, threshold: number, edge = EDGE): Uint8Array {
  const mask = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  let top = 0;
  const push = (at: number, from: number) => {
    const here = distance[at] ?? Infinity;
    if (mask[at] || here > threshold || here - from > edge) return;
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

/** Keeps the connected parts that touch the border of the image. */
export function keepFromEdges(mask: Uint8Array, width: number): Uint8Array {
  const { labels } = partsOf(mask, width);
  const touching = new Set<number>();
  const last = mask.length - width;
  labels.forEach((label, at) => {
    const x = at % width;
    if (x === 0 || x === width - 1 || at < width || at >= last) touching.add(label);
  });
  touching.delete(0);
  return mask.map((value, at) => (value && touching.has(labels[at] ?? 0) ? 255 : 0));
}

/** A mask made larger by this many pixels on all sides, or smaller where they are negative. The border of the image does not shrink it. */
export function grown(mask: Uint8Array, width: number, pixels: number): Uint8Array {
  if (Math.abs(pixels) < 0.5) return mask;
  if (pixels < 0) return grown(mask.map((value) => 255 - value), width, -pixels).map((value) => 255 - value);
  const limit = pixels * pixels;
  return new Uint8Array(squaredDistances(mask, width).map((distance) => (distance <= limit ? 255 : 0)));
}

/** For each pixel the square of the distance to the nearest marked one: along columns, then along rows (Felzenszwalb and Huttenlocher, 2012). */
function squaredDistances(mask: Uint8Array, width: number): Float32Array {
  const height = mask.length / width;
  const found = Float32Array.from(mask, (value) => (value ? 0 : FAR));
  const columns = new Float32Array(height);
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1) columns[y] = found[y * width + x] ?? FAR;
    lowerEnvelope(columns).forEach((value, y) => { found[y * width + x] = value; });
  }
  for (let y = 0; y < height; y += 1) found.set(lowerEnvelope(found.subarray(y * width, (y + 1) * width)), y * width);
  return found;
}

/** Further than any two pixels are, squared. */
const FAR = 1e9;

/** The lowest of the parabolas that stand on the values, at each place. */
function lowerEnvelope(values: Float32Array): Float32Array {
  const vertices = new Int32Array(values.length);
  const starts = new Float32Array(values.length + 1);
  const crossing = (a: number, b: number) => ((values[b] ?? FAR) + b * b - (values[a] ?? FAR) - a * a) / (2 * (b - a));
  let last = 0;
  starts[0] = -FAR;
  for (let at = 1; at < values.length; at += 1) {
    let from = crossing(vertices[last] ?? 0, at);
    while (from <= (starts[last] ?? -FAR)) {
      last -= 1;
      from = crossing(vertices[last] ?? 0, at);
    }
    last += 1;
    vertices[last] = at;
    starts[last] = from;
  }
  const out = new Float32Array(values.length);
  for (let at = 0, piece = 0; at < values.length; at += 1) {
    while (piece < last && (starts[piece + 1] ?? FAR) < at) piece += 1;
    const vertex = vertices[piece] ?? 0;
    out[at] = (at - vertex) ** 2 + (values[vertex] ?? FAR);
  }
  return out;
}
