import type { Distance } from "./solids.ts";

/** A colour in linear light. */
export type Rgb = readonly [number, number, number];

/** What a surface is made of. */
export interface Material {
  color(x: number, y: number, z: number): Rgb;
  /** 0 is a mirror, 1 is chalk. */
  readonly rough: number;
  /** How much it mirrors seen straight on; 0.04 is glaze or plastic, 0.8 is metal. */
  readonly mirror: number;
  /** Metal colours what it mirrors. */
  readonly metal?: boolean;
  /** Small bumps as a height; what it gives is added to the way the surface faces. */
  bump?(x: number, y: number, z: number): number;
  /** Light of its own, as of a lit paper shade. */
  readonly glow?: Rgb;
}

export interface Part {
  readonly solid: Distance;
  readonly material: Material;
}

/** What stands in front of the camera. The bounds hold all of it. */
export interface Still {
  readonly parts: readonly Part[];
  readonly half: readonly [width: number, height: number, depth: number];
}

/** An image in linear light with how much of each pixel the product covers, and how much light its shadow takes. */
export interface Exposure {
  readonly side: number;
  readonly rgb: Float32Array;
  readonly cover: Float32Array;
  readonly shade: Float32Array;
}

const EYE = [0, 1.9, 7.2] as const;
const LOOK = [0, 0.82, 0] as const;
/** Half of what is seen, in units, at the product's place. */
const FIELD = 1.3;
const KEY = unit(-0.62, 0.72, 0.5);
const FILL = unit(0.85, 0.25, 0.45);
const NEAR = 0.0008;

/** Takes the picture: a ray for each pixel, four more where an edge is. */
export function expose(still: Still, side: number): Exposure {
  const camera = cameraFor(side);
  const rgb = new Float32Array(side * side * 3);
  const cover = new Float32Array(side * side);
  const part = new Int8Array(side * side).fill(-1);
  const [left, right, top, bottom] = camera.frame(still);
  const sample: [number, number, number, number] = [0, 0, 0, -1];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      trace(still, camera, column + 0.5, row + 0.5, sample);
      const at = row * side + column;
      part[at] = sample[3];
      if (sample[3] < 0) continue;
      cover[at] = 1;
      rgb.set([sample[0], sample[1], sample[2]], at * 3);
    }
  }
  for (let row = top + 1; row < bottom; row += 1) {
    for (let column = left + 1; column < right; column += 1) {
      const at = row * side + column;
      const same = part[at] === part[at - 1] && part[at] === part[at + 1] && part[at] === part[at - side] && part[at] === part[at + side];
      if (!same) soften(still, camera, column, row, at, rgb, cover);
    }
  }
  return { side, rgb, cover, shade: groundShade(still, camera, side) };
}

const CORNERS = [[0.2, 0.3], [0.8, 0.2], [0.3, 0.8], [0.7, 0.7]] as const;

function soften(still: Still, camera: Camera, column: number, row: number, at: number, rgb: Float32Array, cover: Float32Array): void {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  const sample: [number, number, number, number] = [0, 0, 0, -1];
  for (const [dx, dy] of CORNERS) {
    trace(still, camera, column + dx, row + dy, sample);
    if (sample[3] < 0) continue;
    for (const channel of [0, 1, 2] as const) sum[channel] += sample[channel];
    sum[3] += 1;
  }
  cover[at] = sum[3] / CORNERS.length;
  if (sum[3]) rgb.set([sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]], at * 3);
}

interface Camera {
  ray(column: number, row: number): readonly [number, number, number];
  /** Where on the picture the bounds are: left, right, top, bottom. */
  frame(still: Still): readonly [number, number, number, number];
}

function cameraFor(side: number): Camera {
  const ahead = unit(LOOK[0] - EYE[0], LOOK[1] - EYE[1], LOOK[2] - EYE[2]);
  const up = unit(-ahead[0] * ahead[1], 1 - ahead[1] * ahead[1], -ahead[2] * ahead[1]);
  const away = Math.hypot(LOOK[0] - EYE[0], LOOK[1] - EYE[1], LOOK[2] - EYE[2]);
  const spread = FIELD / away;
  return {
    ray: (column, row) => {
      const u = ((column / side) * 2 - 1) * spread, v = (1 - (row / side) * 2) * spread;
      return unit(ahead[0] + u, ahead[1] + up[1] * v, ahead[2] + up[2] * v);
    },
    frame: ({ half: [width, height, depth] }) => {
      const seen = [-width, width].flatMap((x) => [0, height].flatMap((y) => [-depth, depth].map((z) => {
        const px = x - EYE[0], py = y - EYE[1], pz = z - EYE[2];
        const far = px * ahead[0] + py * ahead[1] + pz * ahead[2];
        return [(px / far / spread + 1) / 2 * side, (1 - (py * up[1] + pz * up[2]) / far / spread) / 2 * side] as const;
      })));
      const bounded = (value: number) => Math.min(side - 1, Math.max(0, Math.round(value)));
      const columns = seen.map(([column]) => column), rows = seen.map(([, row]) => row);
      return [bounded(Math.min(...columns) - 4), bounded(Math.max(...columns) + 4), bounded(Math.min(...rows) - 4), bounded(Math.max(...rows) + 4)];
    },
  };
}

function trace(still: Still, camera: Camera, column: number, row: number, out: [number, number, number, number]): void {
  const [dx, dy, dz] = camera.ray(column, row);
  const span: [number, number] = [0, 0];
  if (!crosses(still, EYE[0], EYE[1], EYE[2], dx, dy, dz, span)) { out[3] = -1; return; }
  let along = span[0];
  for (let step = 0; step < 70 && along < span[1]; step += 1) {
    const distance = nearest(still, EYE[0] + dx * along, EYE[1] + dy * along, EYE[2] + dz * along);
    if (distance < NEAR) { light(still, [EYE[0] + dx * along, EYE[1] + dy * along, EYE[2] + dz * along], [dx, dy, dz], out); return; }
    along += distance;
  }
  out[3] = -1;
}

/** Where a line goes into the bounds and where it comes out. */
function crosses({ half: [width, height, depth] }: Still, x: number, y: number, z: number, dx: number, dy: number, dz: number, span: [number, number]): boolean {
  const ax = (-width - x) / dx, bx = (width - x) / dx;
  const ay = -y / dy, by = (height - y) / dy;
  const az = (-depth - z) / dz, bz = (depth - z) / dz;
  span[0] = Math.max(0, Math.min(ax, bx), Math.min(ay, by), Math.min(az, bz));
  span[1] = Math.min(Math.max(ax, bx), Math.max(ay, by), Math.max(az, bz));
  return span[1] > span[0];
}

function nearest(still: Still, x: number, y: number, z: number): number {
  let least = Infinity;
  for (const { solid } of still.parts) {
    const distance = solid(x, y, z);
    if (distance < least) least = distance;
  }
  return least;
}

function light(still: Still, [x, y, z]: Rgb, eye: Rgb, out: [number, number, number, number]): void {
  let which = 0;
  let least = Infinity;
  still.parts.forEach(({ solid }, index) => { const distance = solid(x, y, z); if (distance < least) { least = distance; which = index; } });
  const material = still.parts[which]?.material;
  if (!material) return;
  const [nx, ny, nz] = facing(still, material, x, y, z);
  const against = -(nx * eye[0] + ny * eye[1] + nz * eye[2]);
  const open = openness(still, x, y, z, nx, ny, nz);
  const faced = (nx * KEY[0] + ny * KEY[1] + nz * KEY[2] + 0.15) / 1.15;
  const key = faced > 0 ? faced * towards(still, x + nx * 0.01, y + ny * 0.01, z + nz * 0.01) : 0;
  const fill = Math.max(0, (nx * FILL[0] + ny * FILL[1] + nz * FILL[2] + 0.4) / 1.4);
  const sky = 0.5 + 0.5 * ny;
  const floor = Math.max(0, -ny) * Math.exp(-y * 1.2);
  const diffuse = 0.86 * key + (0.2 * fill + 0.3 * sky + 0.3 * floor + 0.06) * open;
  const mirrored = [eye[0] + 2 * against * nx, eye[1] + 2 * against * ny, eye[2] + 2 * against * nz] as const;
  const room = roomLight(mirrored, material.rough) * (0.35 + 0.65 * open);
  const grazing = material.mirror + (1 - material.mirror) * (1 - material.rough) * Math.max(0, 1 - Math.max(0, against)) ** 5;
  const color = material.color(x, y, z);
  for (const channel of [0, 1, 2] as const) {
    const own = color[channel] * (material.metal ? 0.12 : 1) * diffuse;
    const glow = (material.glow?.[channel] ?? 0) * (0.55 + 0.45 * Math.max(0, against));
    out[channel] = own + glow + room * grazing * (material.metal ? color[channel] : 1);
  }
  out[3] = which;
}

function facing(still: Still, { bump }: Material, x: number, y: number, z: number): Rgb {
  const e = 0.0015;
  const at = (dx: number, dy: number, dz: number) => nearest(still, x + dx, y + dy, z + dz) - (bump ? bump(x + dx, y + dy, z + dz) : 0);
  const a = at(e, -e, -e), b = at(-e, -e, e), c = at(-e, e, -e), d = at(e, e, e);
  return unit(a - b - c + d, -a - b + c + d, -a + b - c + d);
}

/** How much of the room a point sees. */
function openness(still: Still, x: number, y: number, z: number, nx: number, ny: number, nz: number): number {
  let taken = 0;
  for (const [index, far] of [0.03, 0.09, 0.2, 0.38].entries()) {
    const py = y + ny * far;
    const free = Math.min(nearest(still, x + nx * far, py, z + nz * far), Math.max(0, py));
    taken += ((far - free) / far) * 0.42 * 0.72 ** index;
  }
  return Math.min(1, Math.max(0.08, 1 - taken));
}

/** How much of the key light comes to a point. */
function towards(still: Still, x: number, y: number, z: number): number {
  let free = 1;
  for (let along = 0.03, step = 0; step < 11 && along < 1.2; step += 1) {
    const distance = nearest(still, x + KEY[0] * along, y + KEY[1] * along, z + KEY[2] * along);
    free = Math.min(free, 0.5 + (5 * distance) / along / 2);
    if (free <= 0) return 0;
    along += Math.max(0.05, distance * 1.1);
  }
  return Math.min(1, Math.max(0, free));
}

/** The studio as the surface mirrors it: a large soft box left, a strip right, a bright ceiling, the floor below. */
function roomLight([x, y, z]: Rgb, rough: number): number {
  const soft = 0.03 + rough * 0.9;
  const turn = Math.atan2(x, z), rise = Math.asin(Math.max(-1, Math.min(1, y)));
  const window = (from: number, to: number, low: number, high: number) => between(turn, from, to, soft) * between(rise, low, high, soft);
  const boxLight = window(-1.35, -0.62, -0.12, 0.95) * 2.6;
  const strip = window(0.95, 1.22, -0.2, 0.9) * 1.3;
  const ceiling = smooth(0.75, 1.3, rise) * 1.3;
  const far = 0.42 + 0.25 * smooth(-0.4, 0.6, y) - 0.25 * smooth(0.2, 0.9, z);
  return far + (boxLight + strip + ceiling) * (1 - rough * 0.72);
}

function between(value: number, from: number, to: number, soft: number): number {
  return smooth(from - soft, from + soft, value) * (1 - smooth(to - soft, to + soft, value));
}

function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

const GRID = 110;
const GROUND = 2.4;

/** The shadow on the floor, of a light that is as large as a window and of the room: worked out coarsely, for it is soft. */
function groundShade(still: Still, camera: Camera, side: number): Float32Array {
  const grid = new Float32Array(GRID * GRID);
  for (let row = 0; row < GRID; row += 1) {
    for (let column = 0; column < GRID; column += 1) {
      const x = (column / (GRID - 1) - 0.5) * 2 * GROUND, z = (row / (GRID - 1) - 0.5) * 2 * GROUND;
      grid[row * GRID + column] = shadeAt(still, x, z, row * GRID + column);
    }
  }
  const shade = new Float32Array(side * side);
  const fine = blurred(grid);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const [dx, dy, dz] = camera.ray(column + 0.5, row + 0.5);
      if (dy >= 0) continue;
      const along = -EYE[1] / dy;
      const u = ((EYE[0] + dx * along) / GROUND / 2 + 0.5) * (GRID - 1), v = ((EYE[2] + dz * along) / GROUND / 2 + 0.5) * (GRID - 1);
      if (u < 0 || v < 0 || u >= GRID - 1 || v >= GRID - 1) continue;
      const iu = Math.floor(u), iv = Math.floor(v);
      const fu = u - iu, fv = v - iv;
      const at = iv * GRID + iu;
      shade[row * side + column] = ((fine[at] ?? 0) * (1 - fu) + (fine[at + 1] ?? 0) * fu) * (1 - fv) + ((fine[at + GRID] ?? 0) * (1 - fu) + (fine[at + GRID + 1] ?? 0) * fu) * fv;
    }
  }
  return shade;
}

function shadeAt(still: Still, x: number, z: number, seed: number): number {
  const span: [number, number] = [0, 0];
  let blocked = 0;
  const rays = 10;
  for (let ray = 0; ray < rays; ray += 1) {
    // Points of the window, spread by the golden angle and turned a little from place to place.
    const turn = ray * 2.39996 + seed * 1.7;
    const out = 0.34 * Math.sqrt((ray + 0.5) / rays);
    const [dx, dy, dz] = unit(KEY[0] + Math.cos(turn) * out, KEY[1] + 0.12, KEY[2] * 0.4 + Math.sin(turn) * out);
    if (!crosses(still, x, 0.004, z, dx, dy, dz, span)) continue;
    for (let along = span[0] + 0.02, step = 0; step < 20 && along < span[1]; step += 1) {
      const distance = nearest(still, x + dx * along, 0.004 + dy * along, z + dz * along);
      if (distance < 0.006) { blocked += 1; break; }
      along += Math.max(0.02, distance);
    }
  }
  const beside = Math.abs(x) < still.half[0] + 0.4 && Math.abs(z) < still.half[2] + 0.4;
  const room = beside ? 1 - Math.min(1, Math.max(0, nearest(still, x, 0.03, z)) / 0.34) : 0;
  return Math.min(0.86, 0.5 * (blocked / rays) + 0.42 * room * room);
}

function blurred(grid: Float32Array): Float32Array {
  const once = (from: Float32Array, step: number) => from.map((_unused, at) => {
    const value = (offset: number) => from[Math.min(from.length - 1, Math.max(0, at + offset * step))] ?? 0;
    return (value(-2) + 4 * value(-1) + 6 * value(0) + 4 * value(1) + value(2)) / 16;
  });
  return once(once(once(once(grid, 1), GRID), 1), GRID);
}

function unit(x: number, y: number, z: number): Rgb {
  const length = Math.sqrt(x * x + y * y + z * z) || 1;
  return [x / length, y / length, z / length];
}
