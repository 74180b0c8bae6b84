/** How far a point is from a surface: negative inside. In units of about a hand's breadth; y is up, z towards the camera. */
export type Distance = (x: number, y: number, z: number) => number;

const clamp = (value: number, low: number, high: number) => (value < low ? low : value > high ? high : value);

/** Points of a curve through the given ones, so many between two. */
export function curve(points: readonly (readonly [number, number])[], between = 10): [number, number][] {
  const at = (index: number): readonly [number, number] => points[clamp(index, 0, points.length - 1)] ?? [0, 0];
  const made: [number, number][] = [];
  for (let index = 0; index < points.length - 1; index += 1) {
    const a = at(index - 1), b = at(index), c = at(index + 1), d = at(index + 2);
    for (let step = 0; step < between; step += 1) {
      const t = step / between;
      const mix = (p: number, q: number, r: number, s: number) => 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
      made.push([Math.max(0, mix(a[0], b[0], c[0], d[0])), mix(a[1], b[1], c[1], d[1])]);
    }
  }
  const last = at(points.length - 1);
  made.push([last[0], last[1]]);
  return made;
}

/** A body turned on a lathe. The outline, radius and height, goes around its half and closes at the axis. */
export function lathe(outline: readonly (readonly [number, number])[]): Distance {
  const radius = Math.max(...outline.map(([r]) => r));
  const low = Math.min(...outline.map(([, y]) => y));
  const high = Math.max(...outline.map(([, y]) => y));
  const margin = 0.12;
  const columns = 120;
  const rows = 200;
  const stepR = (radius + 2 * margin) / columns, stepY = (high - low + 2 * margin) / rows;
  const table = new Float32Array((columns + 1) * (rows + 1));
  for (let row = 0; row <= rows; row += 1) {
    for (let column = 0; column <= columns; column += 1) table[row * (columns + 1) + column] = toPolygon(outline, column * stepR - margin, low - margin + row * stepY);
  }
  return (x, y, z) => {
    const r = Math.sqrt(x * x + z * z);
    const u = (r + margin) / stepR, v = (y - low + margin) / stepY;
    const cu = clamp(u, 0, columns - 0.001), cv = clamp(v, 0, rows - 0.001);
    const iu = Math.floor(cu), iv = Math.floor(cv);
    const fu = cu - iu, fv = cv - iv;
    const at = iv * (columns + 1) + iu;
    const near = (table[at] ?? 0) * (1 - fu) + (table[at + 1] ?? 0) * fu;
    const far = (table[at + columns + 1] ?? 0) * (1 - fu) + (table[at + columns + 2] ?? 0) * fu;
    const inside = near * (1 - fv) + far * fv;
    if (u === cu && v === cv) return inside;
    // Beyond the table: never further than the body really is, or a ray would go through it.
    const du = (u - cu) * stepR, dv = (v - cv) * stepY;
    return Math.sqrt(du * du + dv * dv + inside * inside);
  };
}

/** The signed distance of a point of the half plane, or of its mirror image, to the outline. */
function toPolygon(outline: readonly (readonly [number, number])[], x: number, y: number): number {
  const side = Math.abs(x);
  let nearest = Infinity;
  let inside = false;
  let [bx, by] = outline.at(-1) ?? [0, 0];
  for (const [ax, ay] of outline) {
    const ex = bx - ax;
    const ey = by - ay;
    // The axis is no surface: the other half is there.
    if (ax > 0 || bx > 0) {
      const t = clamp(((side - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1), 0, 1);
      const dx = side - ax - ex * t;
      const dy = y - ay - ey * t;
      nearest = Math.min(nearest, dx * dx + dy * dy);
    }
    if (ay > y !== by > y && side < (ex * (y - ay)) / ey + ax) inside = !inside;
    bx = ax;
    by = ay;
  }
  return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
}

/** A box with round edges, half sizes given, at a place. */
export function box(at: readonly [number, number, number], half: readonly [number, number, number], round: number): Distance {
  const [cx, cy, cz] = at;
  const [hx, hy, hz] = half.map((size) => size - round);
  return (x, y, z) => {
    const qx = Math.abs(x - cx) - (hx ?? 0), qy = Math.abs(y - cy) - (hy ?? 0), qz = Math.abs(z - cz) - (hz ?? 0);
    const ox = Math.max(qx, 0), oy = Math.max(qy, 0), oz = Math.max(qz, 0);
    return Math.sqrt(ox * ox + oy * oy + oz * oz) + Math.min(Math.max(qx, qy, qz), 0) - round;
  };
}

const THICKEST = 0.36;

/** A flat outline that is stuffed: thick in the middle, thin at its seams. `flat` is the outline's distance. */
export function cushion(flat: (x: number, y: number) => number, thick: (x: number, y: number) => number, atZ: number, round: number): Distance {
  return (x, y, z) => {
    const away = Math.abs(z - atZ) - THICKEST;
    if (away > 0.1) return away;
    const outline = flat(x, y);
    if (outline > 0.15) return Math.sqrt(outline * outline + Math.max(0, away) ** 2) * 0.7;
    const side = outline + round;
    const depth = Math.abs(z - atZ) - thick(x, y) + round;
    const ox = Math.max(side, 0), oz = Math.max(depth, 0);
    return (Math.sqrt(ox * ox + oz * oz) + Math.min(Math.max(side, depth), 0) - round) * 0.7;
  };
}

/** A rectangle with round corners, those above and those below apart. */
export function roundedRectangle(cx: number, cy: number, halfX: number, halfY: number, above: number, below: number) {
  return (x: number, y: number) => {
    const r = y > cy ? above : below;
    const qx = Math.abs(x - cx) - halfX + r, qy = Math.abs(y - cy) - halfY + r;
    const ox = Math.max(qx, 0), oy = Math.max(qy, 0);
    return Math.min(Math.max(qx, qy), 0) + Math.sqrt(ox * ox + oy * oy) - r;
  };
}

/** A rod with round ends. */
export function rod(a: readonly [number, number, number], b: readonly [number, number, number], radius: number): Distance {
  const ex = b[0] - a[0], ey = b[1] - a[1], ez = b[2] - a[2];
  const length = ex * ex + ey * ey + ez * ez;
  return (x, y, z) => {
    const px = x - a[0], py = y - a[1], pz = z - a[2];
    const t = clamp((px * ex + py * ey + pz * ez) / length, 0, 1);
    const dx = px - ex * t, dy = py - ey * t, dz = pz - ez * t;
    return Math.sqrt(dx * dx + dy * dy + dz * dz) - radius;
  };
}

/** A ring lying in the plane of x and y; its section is `wide` in that plane and `deep` in z. */
export function ring(cx: number, cy: number, cz: number, radius: readonly [number, number], wide: number, deep: number, round: number): Distance {
  const [rx, ry] = radius;
  const scale = Math.min(rx, ry) / Math.max(rx, ry);
  return (x, y, z) => {
    const px = (x - cx) / rx, py = (y - cy) / ry;
    const length = Math.sqrt(px * px + py * py) || 1e-6;
    const qx = (px / length) * rx, qy = (py / length) * ry;
    const off = Math.abs((length - 1) * Math.sqrt(qx * qx + qy * qy));
    const q = Math.max(off - wide + round, 0), w = Math.max(Math.abs(z - cz) - deep + round, 0);
    return (Math.sqrt(q * q + w * w) + Math.min(Math.max(off - wide + round, Math.abs(z - cz) - deep + round), 0) - round) * Math.max(0.6, scale);
  };
}

/** Only what is above a height. */
export function above(of: Distance, height: number): Distance {
  return (x, y, z) => Math.max(of(x, y, z), height - y);
}

/** Several solids as one. */
export function together(...solids: readonly Distance[]): Distance {
  return (x, y, z) => {
    let nearest = Infinity;
    for (const solid of solids) nearest = Math.min(nearest, solid(x, y, z));
    return nearest;
  };
}

/** The same solid, not looked at closely from outside a ball around it: much quicker. */
export function within(of: Distance, [cx, cy, cz]: readonly [number, number, number], radius: number): Distance {
  return (x, y, z) => {
    const dx = x - cx, dy = y - cy, dz = z - cz;
    const away = Math.sqrt(dx * dx + dy * dy + dz * dz) - radius;
    return away > 0.12 ? away : of(x, y, z);
  };
}

/** A solid turned about the upright axis, by radians. */
export function turned(of: Distance, angle: number): Distance {
  const c = Math.cos(angle), s = Math.sin(angle);
  return (x, y, z) => of(x * c - z * s, y, x * s + z * c);
}

/** A solid moved. */
export function moved(of: Distance, dx: number, dy: number, dz: number): Distance {
  return (x, y, z) => of(x - dx, y - dy, z - dz);
}

/** Smooth noise from -1 to 1. */
export function noise(x: number, y: number, z: number): number {
  const ix = Math.floor(x), iy = Math.floor(y), iz = Math.floor(z);
  const fx = ease(x - ix), fy = ease(y - iy), fz = ease(z - iz);
  const lane = (dy: number, dz: number) => hash(ix, iy + dy, iz + dz) * (1 - fx) + hash(ix + 1, iy + dy, iz + dz) * fx;
  const near = lane(0, 0) * (1 - fy) + lane(1, 0) * fy;
  const far = lane(0, 1) * (1 - fy) + lane(1, 1) * fy;
  return (near * (1 - fz) + far * fz) * 2 - 1;
}

const ease = (t: number) => t * t * (3 - 2 * t);

function hash(x: number, y: number, z: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(z, 1274126177);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1103515245);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
}
