import { darker, lighter, mix } from "./colour.ts";
import { blur, noise, round, type Stage } from "./stage.ts";

/** What things stand on, from the horizon down; from above it is all there is. */
export function ground(stage: Stage): string {
  const { width, height, mood } = stage;
  const top = mood.view === "above" ? 0 : stage.horizon;
  const deep = height - top;
  const far = mood.view === "above" ? lighter(mood.ground, 0.1) : mix(darker(mood.ground, 0.1), mood.wall, mood.surface === "plain" ? 0.45 : 0.16);
  const base = `<defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${far}"/><stop offset=".35" stop-color="${mood.ground}"/><stop offset="1" stop-color="${darker(mood.ground, 0.1)}"/></linearGradient>${blur("edge", stage, 0.014)}</defs>`;
  const area = `x="-10" y="${round(top)}" width="${width + 20}" height="${round(deep + 10)}"`;
  const edge = mood.view === "above" ? "" : mood.surface === "plain" || mood.surface === "snow"
    ? `<rect x="-10" y="${round(top - deep * 0.06)}" width="${width + 20}" height="${round(deep * 0.14)}" fill="${far}" opacity=".9" filter="url(#edge)"/>`
    : `<rect x="-10" y="${round(top - 1)}" width="${width + 20}" height="${round(deep * 0.05)}" fill="${darker(mood.ground, 0.5)}" opacity=".22" filter="url(#edge)"/>`;
  return `${base}<rect ${area} fill="url(#ground)"/>${texture(stage, top, deep, area)}${edge}`;
}

function texture(stage: Stage, top: number, deep: number, area: string): string {
  const { width, mood, random } = stage;
  const seed = Math.floor(random() * 9000);
  const layer = (id: string, frequency: string, rgb: readonly [number, number, number], strength: number, clear: number, opacity: number, octaves = 3) => `<defs>${noise(id, frequency, octaves, seed, rgb, strength, clear)}</defs><rect ${area} filter="url(#${id})" opacity="${opacity}"/>`;
  const scale = 1024 / stage.unit;
  const at = (value: number) => (value * scale).toFixed(5);
  switch (mood.surface) {
    case "wood": return planks(stage, top, deep) + layer("grain", `${at(0.0022)} ${at(0.11)}`, [0.22, 0.12, 0.05], 2.2, 0.75, 0.42, 4) + layer("pores", `${at(0.012)} ${at(0.6)}`, [0.18, 0.1, 0.05], 1.8, 0.75, 0.25, 2) + `<rect ${area} fill="none"/>`;
    case "marble": return `<defs><filter id="vein" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${at(0.0035)} ${at(0.008)}" numOctaves="5" seed="${seed}"/><feColorMatrix values="0 0 0 0 .42 0 0 0 0 .41 0 0 0 0 .42 0 1 0 0 0"/><feComponentTransfer><feFuncA type="table" tableValues="0 0 0 0 0 .05 .85 .1 0 0 .12 .35 0 0"/></feComponentTransfer></filter></defs><rect ${area} filter="url(#vein)" opacity=".6"/><rect x="0" y="${round(top)}" width="${width}" height="${round(deep)}" fill="url(#sheen)"/>${sheen()}`;
    case "linen": return layer("warp", `${at(0.9)} ${at(0.04)}`, [0.3, 0.24, 0.17], 1.2, 0.45, 0.3, 1) + layer("weft", `${at(0.04)} ${at(0.9)}`, [0.3, 0.24, 0.17], 1.2, 0.45, 0.3, 1) + folds(stage, top, deep);
    case "sand": return layer("dune", `${at(0.004)} ${at(0.03)}`, [0.45, 0.3, 0.12], 1.6, 0.62, 0.32) + layer("grains", at(0.7), [0.35, 0.24, 0.1], 1.8, 0.8, 0.5, 2);
    case "snow": return layer("drift", `${at(0.004)} ${at(0.016)}`, [0.35, 0.48, 0.66], 1.6, 0.68, 0.32) + layer("flakes", at(0.8), [1, 1, 1], 3, 1.7, 0.6, 1);
    case "moss": return layer("tufts", `${at(0.14)} ${at(0.09)}`, [0.1, 0.18, 0.05], 2.4, 0.95, 0.6, 4) + layer("shine", at(0.3), [0.8, 0.9, 0.5], 2.2, 1.15, 0.5, 3);
    case "concrete": return layer("cloud", at(0.008), [0.2, 0.19, 0.18], 1.4, 0.6, 0.3, 4) + layer("speck", at(0.5), [0.15, 0.15, 0.15], 2, 1.05, 0.4, 2);
    case "plain": return layer("plaster-g", at(0.02), [0.25, 0.2, 0.15], 1, 0.46, 0.16, 3);
  }
}

function sheen(): string {
  return `<defs><linearGradient id="sheen" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".3"/><stop offset=".6" stop-color="#fff" stop-opacity="0"/></linearGradient></defs>`;
}

/** Boards that lie across: narrow far away, wide near. */
function planks({ width, height, mood, random }: Stage, top: number, deep: number): string {
  const count = mood.view === "above" ? 5 : 6;
  return Array.from({ length: count }, (_unused, index) => {
    const y = (step: number) => top + deep * (mood.view === "above" ? step / count : (step / count) ** 1.7);
    const from = y(index), to = Math.min(height + 4, y(index + 1));
    const tint = mix(mood.ground, random() < 0.5 ? "#5a3a20" : "#fff0d8", random() * 0.14);
    const joint = width * random();
    return `<rect x="-5" y="${round(from)}" width="${width + 10}" height="${round(to - from)}" fill="${tint}" opacity=".75"/><rect x="-5" y="${round(to - 1.5)}" width="${width + 10}" height="2.2" fill="${darker(mood.ground, 0.65)}" opacity=".5"/><rect x="${round(joint)}" y="${round(from)}" width="1.8" height="${round(to - from)}" fill="${darker(mood.ground, 0.65)}" opacity=".42"/>`;
  }).join("");
}

function folds(stage: Stage, top: number, deep: number): string {
  const { width, unit, random, mood } = stage;
  const strokes = Array.from({ length: 7 }, () => {
    const x = width * (random() * 1.2 - 0.1), y = top + deep * (0.15 + random() * 0.85), reach = width * (0.25 + random() * 0.4), bend = unit * (random() - 0.5) * 0.3;
    const path = `M${round(x - reach / 2)} ${round(y)} Q${round(x)} ${round(y + bend)} ${round(x + reach / 2)} ${round(y + bend * 0.4)}`;
    return `<path d="${path}" stroke="${darker(mood.ground, 0.5)}" stroke-width="${round(unit * 0.022)}" opacity=".2"/><path d="${path}" transform="translate(0 ${round(-unit * 0.018)})" stroke="#fff" stroke-width="${round(unit * 0.02)}" opacity=".35"/>`;
  }).join("");
  return `<defs>${blur("fold", stage, 0.016)}</defs><g fill="none" stroke-linecap="round" filter="url(#fold)">${strokes}</g>`;
}
