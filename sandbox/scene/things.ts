import { darker, lighter, mix } from "./colour.ts";
import { round, type Stage } from "./stage.ts";

const shadow = ({ light }: Stage, x: number, y: number, rx: number) => `<ellipse cx="${round(x - light * rx * 0.35)}" cy="${round(y)}" rx="${round(rx * 1.15)}" ry="${round(rx * 0.2)}" fill="#2a1f16" opacity=".3" filter="url(#soft)"/>`;

/** A ball, or a pebble where it is flat: lit from the stage's side. */
export function ball(stage: Stage, x: number, base: number, rx: number, ry: number, colour: string): string {
  const id = `p${Math.round(x * 7)}-${Math.round(base)}`;
  return `${shadow(stage, x, base, rx)}<defs><radialGradient id="${id}" cx="${stage.light < 0 ? 0.34 : 0.66}" cy=".26" r=".85"><stop offset="0" stop-color="${lighter(colour, 0.45)}"/><stop offset=".45" stop-color="${colour}"/><stop offset="1" stop-color="${darker(colour, 0.5)}"/></radialGradient></defs><ellipse cx="${round(x)}" cy="${round(base - ry)}" rx="${round(rx)}" ry="${round(ry)}" fill="url(#${id})"/>`;
}

/** Pebbles, the largest at the bottom. */
export function pebbles(stage: Stage, x: number, base: number, size: number): string {
  const sizes = [0.2, 0.155, 0.11];
  let y = base;
  return sizes.map((share, index) => {
    const made = ball(stage, x + (stage.random() - 0.5) * size * 0.05, y, size * share, size * share * 0.44, ["#a39c93", "#c9c2b6", "#857d74"][index] ?? "#a39c93");
    y -= size * share * 0.8;
    return made;
  }).join("");
}

export function candle(stage: Stage, x: number, base: number, size: number): string {
  const w = size * 0.13, tall = size * 0.42, top = base - tall;
  return `${shadow(stage, x, base, w * 1.3)}<defs><linearGradient id="wax${Math.round(x)}" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#f8efdc"/><stop offset=".6" stop-color="#ecdfc4"/><stop offset="1" stop-color="#bfae8e"/></linearGradient><radialGradient id="flame${Math.round(x)}"><stop offset="0" stop-color="#ffd98a" stop-opacity=".75"/><stop offset="1" stop-color="#ffb14a" stop-opacity="0"/></radialGradient></defs>
<rect x="${round(x - w)}" y="${round(top)}" width="${round(2 * w)}" height="${round(tall)}" rx="${round(w * 0.14)}" fill="url(#wax${Math.round(x)})"/><ellipse cx="${round(x)}" cy="${round(top)}" rx="${round(w)}" ry="${round(w * 0.22)}" fill="#fff6df"/>
<circle cx="${round(x)}" cy="${round(top - w * 0.7)}" r="${round(size * 0.34)}" fill="url(#flame${Math.round(x)})"/><path d="M${round(x)} ${round(top - w * 1.5)} q${round(w * 0.5)} ${round(w * 0.85)} 0 ${round(w * 1.35)} q${round(-w * 0.5)} ${round(-w * 0.5)} 0 ${round(-w * 1.35)}" fill="#fff2c4"/>`;
}

/** A slice or half of a citrus fruit, lying. */
export function citrus(x: number, y: number, r: number, squash: number): string {
  const parts = Array.from({ length: 9 }, (_unused, index) => `<path d="M0 0 L${round(r * 0.72)} ${round(-r * 0.2)} A${round(r * 0.74)} ${round(r * 0.74)} 0 0 1 ${round(r * 0.72)} ${round(r * 0.2)} Z" transform="rotate(${index * 40}) translate(${round(r * 0.07)} 0)"/>`).join("");
  return `<g transform="translate(${round(x)} ${round(y)}) scale(1 ${squash})"><ellipse cx="${round(r * 0.1)}" cy="${round(r * 0.2)}" rx="${round(r * 1.05)}" ry="${round(r)}" fill="#2a1f16" opacity=".25" filter="url(#soft)"/><circle r="${round(r)}" fill="#e9a227"/><circle r="${round(r * 0.92)}" fill="#fbedc6"/><g fill="#f4b63c">${parts}</g></g>`;
}

/** A plinth: a short round column with its top at `top`. */
export function plinth(stage: Stage, x: number, top: number, half: number, tall: number, colour: string): string {
  const [from, to] = stage.light < 0 ? [0, 1] : [1, 0];
  const ry = half * 0.19;
  return `<defs><linearGradient id="plinth" x1="${from}" x2="${to}" y1="0" y2="0"><stop offset="0" stop-color="${lighter(colour, 0.24)}"/><stop offset=".38" stop-color="${colour}"/><stop offset="1" stop-color="${darker(colour, 0.42)}"/></linearGradient><linearGradient id="plate" x1="${from}" x2="${to}" y1="0" y2="0"><stop offset="0" stop-color="${lighter(colour, 0.5)}"/><stop offset="1" stop-color="${lighter(colour, 0.12)}"/></linearGradient></defs>
<ellipse cx="${round(x - stage.light * half * 0.35)}" cy="${round(top + tall)}" rx="${round(half * 1.3)}" ry="${round(ry * 1.3)}" fill="#2a1f16" opacity=".4" filter="url(#soft)"/><path d="M${round(x - half)} ${round(top)} V${round(top + tall)} A${round(half)} ${round(ry)} 0 0 0 ${round(x + half)} ${round(top + tall)} V${round(top)} Z" fill="url(#plinth)"/><ellipse cx="${round(x)}" cy="${round(top)}" rx="${round(half)}" ry="${round(ry)}" fill="url(#plate)"/>`;
}

/** An arch that leans at the wall. */
export function arch(stage: Stage, x: number, base: number, half: number, tall: number, colour: string): string {
  const shape = (dx: number) => `M${round(x - half + dx)} ${round(base)} V${round(base - tall + half)} A${round(half)} ${round(half)} 0 0 1 ${round(x + half + dx)} ${round(base - tall + half)} V${round(base)} Z`;
  return `<path d="${shape(-stage.light * half * 0.2)}" fill="#2a1f16" opacity=".28" filter="url(#soft)"/><path d="${shape(0)}" fill="${colour}"/><path d="${shape(0)}" fill="none" stroke="${lighter(colour, 0.35)}" stroke-width="${round(half * 0.02)}" opacity=".7"/>`;
}

/** A fallen leaf. */
export function leaf(stage: Stage, x: number, y: number, size: number, squash: number): string {
  const colour = ["#b5532a", "#d08a34", "#8e3b23", "#c9a13f", "#7c5a2c"][Math.floor(stage.random() * 5)] ?? "#b5532a";
  const shape = `M0 ${round(-size)} Q${round(size * 0.75)} ${round(-size * 0.2)} 0 ${round(size)} Q${round(-size * 0.75)} ${round(-size * 0.2)} 0 ${round(-size)}Z`;
  return `<g transform="translate(${round(x)} ${round(y)}) scale(1 ${squash}) rotate(${round(stage.random() * 360)})"><path d="${shape}" transform="translate(${round(size * 0.1)} ${round(size * 0.14)})" fill="#2a1f16" opacity=".3" filter="url(#near)"/><path d="${shape}" fill="${colour}"/><path d="M0 ${round(-size * 0.9)} V${round(size * 1.25)}" stroke="${darker(colour, 0.4)}" stroke-width="${round(size * 0.05)}"/></g>`;
}

/** A flower of five petals, lying or seen from the front. */
export function flower(stage: Stage, x: number, y: number, size: number, squash: number): string {
  const colour = mix("#f3c9cf", "#ffffff", stage.random() * 0.6);
  const petals = Array.from({ length: 5 }, (_unused, index) => `<path d="M0 0 C${round(size * 0.6)} ${round(-size * 0.3)} ${round(size * 0.5)} ${round(-size)} 0 ${round(-size * 0.92)} C${round(-size * 0.5)} ${round(-size)} ${round(-size * 0.6)} ${round(-size * 0.3)} 0 0" transform="rotate(${index * 72})" fill="${colour}" stroke="${darker(colour, 0.12)}" stroke-width="${round(size * 0.02)}"/>`).join("");
  return `<g transform="translate(${round(x)} ${round(y)}) scale(1 ${squash}) rotate(${round(stage.random() * 72)})"><circle r="${round(size * 0.8)}" cx="${round(size * 0.1)}" cy="${round(size * 0.15)}" fill="#2a1f16" opacity=".2" filter="url(#near)"/>${petals}<circle r="${round(size * 0.17)}" fill="#e2b04a"/></g>`;
}

/** A scallop shell. */
export function shell(x: number, y: number, size: number, squash: number): string {
  const ribs = [-50, -30, -10, 10, 30, 50].map((angle) => `<path d="M0 ${round(size * 0.5)} L${round(Math.sin((angle * Math.PI) / 180) * size * 1.15)} ${round(size * 0.5 - Math.cos((angle * Math.PI) / 180) * size * 1.15)}" stroke="#c79f86" stroke-width="${round(size * 0.04)}"/>`).join("");
  return `<g transform="translate(${round(x)} ${round(y)}) scale(1 ${squash})"><ellipse cy="${round(size * 0.4)}" cx="${round(size * 0.1)}" rx="${round(size * 0.9)}" ry="${round(size * 0.5)}" fill="#2a1f16" opacity=".25" filter="url(#near)"/><path d="M0 ${round(size * 0.55)} C${round(-size * 1.5)} ${round(-size * 0.1)} ${round(-size * 0.7)} ${round(-size * 0.8)} 0 ${round(-size * 0.7)} C${round(size * 0.7)} ${round(-size * 0.8)} ${round(size * 1.5)} ${round(-size * 0.1)} 0 ${round(size * 0.55)} Z" fill="#f3ddcb"/>${ribs}</g>`;
}
