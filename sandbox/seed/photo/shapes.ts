import { cloth, glaze, label, lacquer, lit, metal, paint, wood } from "./materials.ts";
import { above, box, curve, cushion, lathe, moved, noise, ring, rod, roundedRectangle, together, turned, within } from "./solids.ts";
import type { Material, Still } from "./studio.ts";

/** A wall of so much around a curve, closed to an outline that a lathe can turn: open above. */
function vessel(outside: [number, number][], inside: [number, number][]): [number, number][] {
  return [[0, outside[0]?.[1] ?? 0], ...outside, ...inside.reverse(), [0, inside.at(-1)?.[1] ?? 0.06]];
}

/** A tall vase with a narrow neck. */
export function vase(color: string): Still {
  const outside = curve([[0.2, 0], [0.29, 0.04], [0.42, 0.32], [0.47, 0.62], [0.4, 0.96], [0.22, 1.26], [0.165, 1.44], [0.2, 1.58]]);
  const inside = curve([[0.05, 0.9], [0.2, 1.0], [0.19, 1.24], [0.14, 1.44], [0.175, 1.582]]);
  return { half: [0.52, 1.64, 0.52], parts: [{ solid: lathe(vessel(outside, inside)), material: glaze(color, 0.15) }] };
}

/** A wide bowl seen a little from above. */
export function bowl(color: string): Still {
  const outside = curve([[0.26, 0], [0.28, 0.045], [0.3, 0.07], [0.58, 0.22], [0.8, 0.46], [0.9, 0.72]]);
  const inside = curve([[0.01, 0.11], [0.3, 0.13], [0.56, 0.27], [0.76, 0.48], [0.865, 0.725]]);
  return { half: [0.95, 0.76, 0.95], parts: [{ solid: lathe(vessel(outside, inside)), material: glaze(color, 0.1, "#a98367") }] };
}

/** A mug with its handle to the right, a little towards us. */
export function mug(color: string, turn: number): Still {
  const outside = curve([[0.4, 0], [0.45, 0.02], [0.475, 0.07], [0.48, 0.5], [0.485, 0.94], [0.48, 0.985]]);
  const inside = curve([[0.01, 0.07], [0.4, 0.08], [0.44, 0.2], [0.448, 0.6], [0.452, 0.985]]);
  const handle = within(turned(ring(0.47, 0.52, 0, [0.27, 0.3], 0.038, 0.062, 0.036), turn), [0.47 * Math.cos(turn), 0.52, 0.47 * Math.sin(turn)], 0.36);
  const body = lathe(vessel(outside, inside));
  const outer = lathe([[0, 0], [0.44, 0.0], [0.44, 0.985], [0, 0.985]]);
  return {
    half: [0.86, 1.02, 0.82], parts: [
      { solid: (x, y, z) => Math.min(body(x, y, z), Math.max(handle(x, y, z), -outer(x, y, z))), material: glaze(color, 0.13) },
      { solid: lathe([[0, 0.1], [0.44, 0.1], [0.44, 0.8], [0, 0.8]]), material: lacquer("#2c1608", 0.05, 0.06) },
    ],
  };
}

/** A cotton bag with two handles. */
export function tote(color: string): Still {
  const outline = (x: number, y: number) => {
    const wide = 0.62 + 0.09 * (1 - y) + 0.012 * Math.sin(y * 9);
    return Math.max(Math.abs(x) - wide, Math.abs(y - 0.52) - 0.52) * 0.97;
  };
  const thick = (x: number, y: number) => Math.max(0.035, 0.19 * (1 - (x / 0.74) ** 4) * (1 - ((y - 0.4) / 0.72) ** 2) + 0.014 * Math.sin(x * 7 + 1) * Math.sin(y * 5));
  const stitched = (x: number, y: number) => (Math.abs(y - 0.955) < 0.004 && Math.sin(x * 150) > -0.2 ? 1 : 0) + (Math.abs(y - 1.0) < 0.003 ? 0.6 : 0);
  const handle = (z: number, dx: number) => within(above(ring(dx, 0.98, z, [0.25, 0.54], 0.036, 0.011, 0.01), 0.9), [dx, 1.2, z], 0.42);
  return {
    half: [0.8, 1.62, 0.3], parts: [
      { solid: cushion(outline, thick, 0, 0.03), material: cloth(color, 190, 0.012, stitched) },
      { solid: together(handle(0.075, -0.01), handle(-0.08, 0.03)), material: cloth(color, 230, 0.001) },
      { solid: box([0, 0.6, 0.205], [0.105, 0.07, 0.016], 0.006), material: cloth("#efe6d6", 240, 0.001, (x, y) => (Math.abs(y - 0.615) < 0.006 && Math.abs(x) < 0.06) || (Math.abs(y - 0.585) < 0.004 && Math.abs(x) < 0.04) ? 1.6 : 0) },
    ],
  };
}

/** A backpack with a pocket in front. */
export function backpack(color: string, trim: string, turn: number): Still {
  const body = cushion(roundedRectangle(0, 0.76, 0.52, 0.74, 0.42, 0.16), (x, y) => 0.27 * (1 - 0.3 * (x / 0.52) ** 4) * (1 - 0.28 * Math.max(0, (y - 0.7) / 0.8) ** 2), 0, 0.11);
  const pocket = cushion(roundedRectangle(0, 0.42, 0.4, 0.3, 0.1, 0.13), () => 0.1, 0.27, 0.07);
  const loop = moved(turned(ring(0, 0, 0, [0.13, 0.13], 0.03, 0.016, 0.012), 0), 0, 1.5, -0.1);
  const zip = (x: number, y: number) => (Math.abs(y - 1.0 - 0.05 * (1 - (x / 0.5) ** 2)) < 0.011 ? 1.7 : 0) + (Math.abs(y - 0.03) < 0.004 ? 1 : 0);
  const tab = together(within(box([0.3, 0.99, 0.262], [0.012, 0.05, 0.012], 0.008), [0.3, 0.99, 0.262], 0.06), within(box([0, 0.57, 0.39], [0.014, 0.05, 0.012], 0.008), [0, 0.57, 0.39], 0.06));
  const part = (solid: typeof body, material: Material) => ({ solid: turned(solid, turn), material });
  const around = (material: Material): Material => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return { ...material, color: (x, y, z) => material.color(x * c - z * s, y, x * s + z * c), bump: (x, y, z) => material.bump?.(x * c - z * s, y, x * s + z * c) ?? 0 };
  };
  return {
    half: [0.78, 1.7, 0.6], parts: [
      part(body, around(cloth(color, 230, 0.009, zip))), part(within(pocket, [0, 0.42, 0.27], 0.54), around(cloth(color, 230, 0.006, (x, y) => (Math.abs(y - 0.6) < 0.009 && Math.abs(x) < 0.34 ? 1.7 : 0)))),
      part(within(loop, [0, 1.5, -0.1], 0.18), cloth(trim, 260, 0.001)), part(tab, metal("#d8b877", 0.3)),
    ],
  };
}

/** A flat pouch with a zip, lying against nothing. */
export function pouch(color: string): Still {
  const flat = roundedRectangle(0, 0.44, 0.86, 0.43, 0.07, 0.16);
  const thick = (x: number, y: number) => Math.max(0.02, 0.17 * (1 - (x / 0.9) ** 4) * (1 - ((y - 0.3) / 0.66) ** 2));
  const seams = (x: number, y: number) => (Math.abs(y - 0.705) < 0.004 && Math.sin(x * 130) > -0.3 ? 1.1 : 0) + (Math.abs(y - 0.79) < 0.016 ? 1.2 : 0);
  const pull = together(rod([0.66, 0.79, 0.075], [0.7, 0.62, 0.12], 0.017), box([0.655, 0.79, 0.06], [0.035, 0.02, 0.02], 0.01));
  return { half: [0.92, 0.9, 0.3], parts: [{ solid: cushion(flat, thick, 0, 0.018), material: cloth(color, 170, 0.01, seams) }, { solid: within(pull, [0.68, 0.7, 0.09], 0.14), material: metal("#e0c184", 0.22) }] };
}

const LABEL = (name: string, size: string, ink: string, paper: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="620">${paper ? `<rect width="900" height="620" fill="${paper}"/>` : ""}
<g fill="${ink}" text-anchor="middle" font-family="Georgia, 'DejaVu Serif', serif"><text x="450" y="190" font-size="58" letter-spacing="14">LICHEN</text><rect x="405" y="232" width="90" height="4"/><text x="450" y="345" font-size="84">${name}</text><text x="450" y="520" font-size="36" letter-spacing="6">${size}</text></g></svg>`;

/** A bottle of brown glass with a dropper. */
export async function dropper(name: string): Promise<Still> {
  const brown = paint("#8a4210");
  const glass: Material = {
    rough: 0.06, mirror: 0.06,
    // Thick glass: dark at its edges, warm where light comes through.
    color: (x, y) => {
      const through = 0.34 + Math.max(0, 1 - (x / 0.37) ** 2) * (0.55 + 0.35 * noise(x * 2, y * 2, 4)) * (y > 0.86 ? 1.25 : 1);
      return [brown[0] * through, brown[1] * through, brown[2] * through];
    },
  };
  const body = lathe([[0, 0], ...curve([[0.33, 0], [0.375, 0.02], [0.385, 0.07], [0.385, 0.5], [0.385, 0.86], [0.36, 0.96], [0.2, 1.07], [0.165, 1.13], [0.165, 1.2]]), [0, 1.2]]);
  const collar = lathe([[0, 1.16], [0.19, 1.16], [0.2, 1.17], [0.2, 1.34], [0.19, 1.35], [0, 1.35]]);
  const bulb = lathe([[0, 1.34], ...curve([[0.12, 1.34], [0.125, 1.42], [0.11, 1.56], [0.1, 1.66], [0.06, 1.73], [0, 1.75]])]);
  const paper = lathe([[0, 0.2], [0.3875, 0.2], [0.3875, 0.74], [0, 0.74]]);
  const ribs = (x: number, _y: number, z: number) => 0.0035 * Math.sin(Math.atan2(x, z) * 70);
  return {
    half: [0.45, 1.8, 0.45], parts: [
      { solid: body, material: glass }, { solid: collar, material: { ...lacquer("#191715", 0.3), bump: ribs } }, { solid: bulb, material: lacquer("#201d1a", 0.5, 0.03) },
      { solid: paper, material: await label(LABEL(name, "30 ML", "#2f2a24", "#f3ede1"), 0.2, 0.74, 0.3875, lacquer("#f3ede1", 0.7, 0.02)) },
    ],
  };
}

/** A jar with a wooden lid. */
export async function jar(name: string, color: string): Promise<Still> {
  const body = lathe([[0, 0], ...curve([[0.52, 0], [0.585, 0.03], [0.6, 0.1], [0.6, 0.5], [0.585, 0.56], [0.54, 0.58]]), [0, 0.58]]);
  const lid = lathe([[0, 0.585], ...curve([[0.57, 0.585], [0.595, 0.6], [0.6, 0.64], [0.6, 0.8], [0.59, 0.85], [0.55, 0.865]]), [0, 0.868]]);
  return {
    half: [0.66, 0.92, 0.66], parts: [
      { solid: body, material: await label(LABEL(name, "50 ML", "#3a302a", ""), 0.04, 0.56, 0.42, lacquer(color, 0.2)) }, { solid: lid, material: wood("#d6a871", "#a06f3d") },
    ],
  };
}

/** A bottle with a pump. */
export async function pump(name: string, color: string): Promise<Still> {
  const body = lathe([[0, 0], ...curve([[0.34, 0], [0.385, 0.03], [0.395, 0.1], [0.395, 0.86], [0.36, 1.0], [0.22, 1.07], [0.16, 1.09]]), [0, 1.09]]);
  const neck = together(lathe([[0, 1.08], [0.16, 1.08], [0.165, 1.1], [0.165, 1.2], [0.15, 1.22], [0, 1.22]]), rod([0, 1.2, 0], [0, 1.4, 0], 0.045));
  const spout = together(box([-0.09, 1.44, 0.03], [0.21, 0.04, 0.085], 0.035), rod([-0.27, 1.44, 0.03], [-0.36, 1.38, 0.03], 0.03));
  return {
    half: [0.5, 1.55, 0.45], parts: [
      { solid: body, material: await label(LABEL(name, "300 ML", "#26302a", ""), 0.28, 0.8, 0.36, lacquer(color, 0.24)) }, { solid: together(neck, spout), material: lacquer("#26221e", 0.3) },
    ],
  };
}

/** A table lamp with a shade of linen, lit. */
export function lamp(color: string): Still {
  const shade = lathe([[0.3, 1.68], [0.66, 0.98], [0.64, 0.975], [0.285, 1.675]]);
  const weave = (x: number, y: number, z: number) => 0.0012 * Math.sin(Math.atan2(x, z) * 160) * Math.sin(y * 190);
  const brass = metal("#d6ad62", 0.2);
  const foot = lathe([[0, 0], ...curve([[0.36, 0], [0.375, 0.02], [0.36, 0.05], [0.2, 0.075], [0.05, 0.11], [0.035, 0.2]]), [0.035, 1.2], [0, 1.2]]);
  return {
    half: [0.72, 1.74, 0.72], parts: [
      { solid: (x, y, z) => shade(x, y, z) * 0.9, material: lit(color, 0.42, weave) }, { solid: foot, material: brass },
      { solid: together(lathe([[0.62, 0.968], [0.668, 0.968], [0.668, 0.99], [0.62, 0.99]]), lathe([[0.28, 1.668], [0.31, 1.668], [0.31, 1.69], [0.28, 1.69]])), material: brass },
    ],
  };
}

/** A round lamp of paper on three legs. */
export function globe(): Still {
  const ball = lathe([[0, 0.32], ...curve(Array.from({ length: 13 }, (_unused, n): [number, number] => { const angle = -Math.PI / 2 + (n / 12) * Math.PI; return [Math.max(0, 0.62 * Math.cos(angle)), 0.94 + 0.56 * Math.sin(angle)]; }), 6)]);
  const ribs = (_x: number, y: number) => 0.009 * Math.abs(Math.sin((y - 0.38) * 27)) ** 0.5;
  const leg = (angle: number) => rod([0.28 * Math.sin(angle), 0.5, 0.28 * Math.cos(angle)], [0.44 * Math.sin(angle), 0.02, 0.44 * Math.cos(angle)], 0.02);
  return { half: [0.7, 1.55, 0.7], parts: [{ solid: (x, y, z) => ball(x, y, z) * 0.85, material: lit("#fbf3e2", 0.5, ribs) }, { solid: together(leg(0.5), leg(2.6), leg(4.7)), material: wood("#8a5f38", "#5d3d21") }] };
}
