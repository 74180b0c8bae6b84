import { darker, lighter, mix } from "./colour.ts";
import { round, type Stage } from "./stage.ts";

/** A twig that bends, with leaves in pairs. It grows from a point at an angle in degrees; 0 is up. */
export function twig(stage: Stage, x: number, y: number, length: number, angle: number, leaf: { colour: string; long: number; wide: number; pairs: number }): string {
  const { random } = stage;
  const bend = (random() - 0.5) * 0.7 + Math.sign(angle || 1) * 0.25;
  const at = (share: number) => {
    const turn = (angle * Math.PI) / 180 + bend * share;
    return { x: x + Math.sin(turn) * length * share, y: y - Math.cos(turn) * length * share, turn: (turn * 180) / Math.PI };
  };
  const stem = Array.from({ length: 9 }, (_unused, index) => at(index / 8)).map((point, index) => `${index ? "L" : "M"}${round(point.x)} ${round(point.y)}`).join(" ");
  const leaves = Array.from({ length: leaf.pairs * 2 }, (_unused, index) => {
    const share = 0.18 + (0.82 * Math.floor(index / 2)) / leaf.pairs;
    const point = at(share), side = index % 2 ? 1 : -1, size = length * (1.12 - share * 0.55), tilt = point.turn + side * (42 + random() * 26) - 90;
    const long = size * leaf.long, wide = size * leaf.wide;
    const colour = mix(leaf.colour, random() < 0.5 ? "#ffffff" : "#1c241a", random() * 0.22);
    return `<path d="M0 0 Q${round(long * 0.4)} ${round(-wide)} ${round(long)} 0 Q${round(long * 0.4)} ${round(wide)} 0 0 Z" fill="${colour}" transform="translate(${round(point.x)} ${round(point.y)}) rotate(${round(tilt)})"/>`;
  }).join("");
  return `<path d="${stem}" fill="none" stroke="${darker(leaf.colour, 0.35)}" stroke-width="${round(length * 0.012)}" stroke-linecap="round"/>${leaves}`;
}

const LEAF = { colour: "#7d927b", long: 0.24, wide: 0.055, pairs: 7 };

/** A vase, alone or with what grows from it. */
export function vase(stage: Stage, x: number, base: number, size: number, colour: string, filled: "branches" | "pampas" | "nothing"): string {
  const { light, random } = stage;
  const id = `v${Math.round(x)}-${Math.round(base)}`;
  const w = size * 0.36, neck = w * 0.34, top = base - size * 0.82;
  const body = `M${round(x - neck)} ${round(top)} C${round(x - neck)} ${round(top + size * 0.2)} ${round(x - w)} ${round(top + size * 0.22)} ${round(x - w)} ${round(base - size * 0.32)} C${round(x - w)} ${round(base - size * 0.06)} ${round(x - w * 0.6)} ${round(base)} ${round(x - w * 0.5)} ${round(base)} L${round(x + w * 0.5)} ${round(base)} C${round(x + w * 0.6)} ${round(base)} ${round(x + w)} ${round(base - size * 0.06)} ${round(x + w)} ${round(base - size * 0.32)} C${round(x + w)} ${round(top + size * 0.22)} ${round(x + neck)} ${round(top + size * 0.2)} ${round(x + neck)} ${round(top)} Z`;
  const angles = [-34, -14, 6, 24, 40].map((angle) => angle + (random() - 0.5) * 14);
  const grown = filled === "branches" ? angles.map((angle) => twig(stage, x, top + size * 0.06, size * (0.95 + random() * 0.5), angle, LEAF)).join("")
    : filled === "pampas" ? angles.slice(0, 4).map((angle) => plume(stage, x, top + size * 0.06, size * (1 + random() * 0.45), angle)).join("") : "";
  return `<defs><linearGradient id="${id}" x1="${light < 0 ? 0 : 1}" y1="0" x2="${light < 0 ? 1 : 0}" y2="0"><stop offset="0" stop-color="${lighter(colour, 0.25)}"/><stop offset=".4" stop-color="${colour}"/><stop offset="1" stop-color="${darker(colour, 0.42)}"/></linearGradient></defs>
<ellipse cx="${round(x - light * size * 0.22)}" cy="${round(base)}" rx="${round(size * 0.5)}" ry="${round(size * 0.075)}" fill="#2a1f16" opacity=".26" filter="url(#soft)"/>${grown}<path d="${body}" fill="url(#${id})"/><ellipse cx="${round(x)}" cy="${round(top)}" rx="${round(neck)}" ry="${round(neck * 0.26)}" fill="${darker(colour, 0.55)}"/>`;
}

/** A dry grass with a soft head of many hairs. */
function plume(stage: Stage, x: number, y: number, length: number, angle: number): string {
  const { random } = stage;
  const turn = (angle * Math.PI) / 180;
  const at = (share: number) => [x + Math.sin(turn * (0.7 + 0.5 * share)) * length * share, y - Math.cos(turn * (0.7 + 0.5 * share)) * length * share] as const;
  const [ex, ey] = at(0.6);
  const hairs = Array.from({ length: 64 }, (_unused, index) => {
    const share = 0.5 + (index / 64) * 0.5, [hx, hy] = at(share);
    const reach = length * 0.12 * Math.sin(Math.PI * Math.min(0.96, (share - 0.44) / 0.6)), side = index % 2 ? 1 : -1;
    return `<path d="M${round(hx)} ${round(hy)} q${round(side * reach * 0.5)} ${round(-reach * 0.9)} ${round(side * reach * (0.5 + random() * 0.6))} ${round(-reach * (0.5 + random()))}" stroke="${mix("#d9c3a0", "#fff7e8", random() * 0.7)}" stroke-width="${round(length * 0.011)}"/>`;
  }).join("");
  return `<path d="M${round(x)} ${round(y)} L${round(ex)} ${round(ey)}" stroke="#b79f78" stroke-width="${round(length * 0.012)}"/><g fill="none" stroke-linecap="round" opacity=".9">${hairs}</g>`;
}

/** A palm frond as a silhouette. */
export function frond(x: number, y: number, length: number, angle: number, colour: string): string {
  const blades = Array.from({ length: 30 }, (_unused, index) => {
    const share = 0.08 + (index / 30) * 0.9, side = index % 2 ? 1 : -1, sag = length * 0.22 * share * share, long = length * 0.42 * Math.sin(Math.PI * Math.min(0.95, share * 0.9 + 0.1));
    return `<path d="M0 0 Q${round(long * 0.5)} ${round(side * -long * 0.07)} ${round(long)} ${round(long * 0.1 * side)} Q${round(long * 0.5)} ${round(side * long * 0.06)} 0 0Z" transform="translate(${round(length * share)} ${round(sag)}) rotate(${side * (58 - share * 34)})"/>`;
  }).join("");
  return `<g fill="${colour}" transform="translate(${round(x)} ${round(y)}) rotate(${round(angle)})"><path d="M0 0 Q${round(length * 0.6)} ${round(length * 0.06)} ${round(length)} ${round(length * 0.24)}" fill="none" stroke="${colour}" stroke-width="${round(length * 0.014)}"/>${blades}</g>`;
}
