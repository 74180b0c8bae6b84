import { darker, lighter, mix } from "./colour.ts";
import type { Prop } from "./mood.ts";
import { frond, twig, vase } from "./plants.ts";
import { round, type Stage } from "./stage.ts";
import { arch, ball, candle, citrus, flower, leaf, pebbles, plinth, shell } from "./things.ts";

const POTS = ["#c27a58", "#ded3c3", "#8b968c", "#b7a48d", "#5d625e"] as const;
const FIR = { colour: "#3e5f4c", long: 0.15, wide: 0.013, pairs: 22 };

/** What stands behind the product and beside it. */
export function behind(stage: Stage): string {
  const { mood } = stage;
  const placed = mood.view === "above" ? strewn(stage) : mood.props.map((prop, index) => standing(stage, prop, index)).join("");
  return placed + (mood.plinth && mood.view === "table" ? plinth(stage, stage.product.middle, stage.product.base, Math.min(stage.product.width, stage.product.height) * 0.62, stage.height - stage.product.base - (stage.height - stage.horizon) * 0.3, mix(mood.wall, mood.ground, 0.5)) : "");
}

/** A prop at its place: sides take turns, so that the middle stays the product's. */
function standing(stage: Stage, prop: Prop, index: number): string {
  const { width, unit, horizon, height, product, light, random, mood } = stage;
  const side = (index % 2 ? -1 : 1) * light;
  const room = side > 0 ? width - product.middle : product.middle;
  const x = product.middle + side * Math.min(room * 0.76, unit * (0.38 + random() * 0.1)) * (index > 1 ? 0.82 : 1);
  const base = horizon + (height - horizon) * (index > 1 ? 0.62 : 0.16 + random() * 0.14);
  const pot = POTS[Math.floor(random() * POTS.length)] ?? POTS[0];
  const scatter = (count: number, draw: (x: number, y: number, size: number) => string) => Array.from({ length: count }, () => {
    const near = random();
    return draw(width * random(), horizon + (height - horizon) * (0.14 + near * 0.82), unit * (0.018 + near * 0.024));
  }).join("");
  switch (prop) {
    case "branches": case "pampas": return vase(stage, x, base, unit * 0.33, pot, prop);
    case "vase": return vase(stage, x, base, unit * 0.3, pot, "nothing") + ball(stage, x + side * unit * 0.03 - side * unit * 0.17, base + unit * 0.05, unit * 0.05, unit * 0.05, mix(pot, mood.wall, 0.4));
    case "pebbles": return pebbles(stage, x, base + unit * 0.08, unit * 0.6);
    case "arch": return arch(stage, product.middle + side * unit * 0.16, horizon + (height - horizon) * 0.08, unit * 0.25, unit * 0.6, mix(mood.wall, pot, 0.55)) + ball(stage, product.middle - side * unit * 0.36, horizon + (height - horizon) * 0.34, unit * 0.07, unit * 0.07, mix(mood.ground, pot, 0.5));
    case "candle": return candle(stage, x, base + unit * 0.03, unit * 0.42) + candle(stage, x - side * unit * 0.13, base + unit * 0.07, unit * 0.27);
    case "fruit": return ball(stage, x, base + unit * 0.05, unit * 0.07, unit * 0.066, "#eaaa3a") + citrus(x - side * unit * 0.13, base + unit * 0.11, unit * 0.06, 0.4) + citrus(x + side * unit * 0.05, base + unit * 0.15, unit * 0.065, 0.4);
    case "pine": return [0, 1, 2].map((n) => twig(stage, product.middle + side * unit * (0.56 - n * 0.04), height * 0.99 - n * unit * 0.03, unit * 0.42, -side * (46 + n * 22), FIR)).join("");
    case "baubles": return ball(stage, product.middle - side * unit * 0.33, horizon + (height - horizon) * 0.6, unit * 0.055, unit * 0.055, "#a8332f") + ball(stage, product.middle - side * unit * 0.42, horizon + (height - horizon) * 0.78, unit * 0.042, unit * 0.042, "#c9a24a");
    case "leaves": return scatter(15, (lx, ly, size) => leaf(stage, lx, ly, size, 0.45));
    case "blossom": return twig(stage, side > 0 ? width * 1.02 : -width * 0.02, height * 0.2, unit * 0.55, -side * 74, { colour: "#8a7d62", long: 0.06, wide: 0.02, pairs: 4 }) + Array.from({ length: 9 }, () => flower(stage, (side > 0 ? width : 0) - side * unit * random() * 0.42, height * (0.1 + random() * 0.16), unit * (0.025 + random() * 0.02), 1)).join("") + scatter(5, (lx, ly, size) => flower(stage, lx, ly, size * 0.7, 0.45));
    case "palm": return [8, 34, 62].map((angle) => frond(light < 0 ? width * 1.04 : -width * 0.04, -height * 0.02, unit * (0.5 + random() * 0.15), light < 0 ? 180 - angle : angle, mix("#3f6b4a", "#79a068", random()))).join("");
    case "shells": return shell(product.middle - side * unit * 0.34, horizon + (height - horizon) * 0.7, unit * 0.045, 0.6) + shell(product.middle + side * unit * 0.37, horizon + (height - horizon) * 0.5, unit * 0.03, 0.6);
  }
}

/** Things that lie around the product, seen from above: along the edges, so that the middle stays free. */
function strewn(stage: Stage): string {
  const { width, height, unit, mood, random } = stage;
  const corner = (n: number) => ({ x: n % 2 ? width * 0.96 : width * 0.04, y: n < 2 ? height * 0.05 : height * 0.95 });
  const start = Math.floor(random() * 4);
  const props: readonly Prop[] = mood.props.length ? mood.props : ["branches"];
  const lying = (prop: Prop, n: number): string => {
    const { x, y } = corner((start + n * 3) % 4);
    const inward = (Math.atan2(width / 2 - x, y - height / 2) * 180) / Math.PI;
    const near = (reach: number) => [x + (width / 2 - x) * reach * (0.4 + random()), y + (height / 2 - y) * reach * (0.4 + random())] as const;
    const some = (count: number, draw: (px: number, py: number) => string) => Array.from({ length: count }, () => draw(...near(0.3))).join("");
    switch (prop) {
      case "leaves": return some(6, (px, py) => leaf(stage, px, py, unit * 0.05, 1));
      case "blossom": return some(5, (px, py) => flower(stage, px, py, unit * 0.055, 1));
      case "fruit": return some(3, (px, py) => citrus(px, py, unit * 0.08, 1));
      case "shells": return some(3, (px, py) => shell(px, py, unit * 0.05, 1));
      case "pebbles": case "baubles": return some(3, (px, py) => ball(stage, px, py, unit * 0.05, unit * (prop === "baubles" ? 0.05 : 0.042), prop === "baubles" ? "#a8332f" : "#a39c93"));
      case "palm": return frond(x, y, unit * 0.55, inward - 90, "#5f8a5c");
      case "vase": case "arch": case "candle": return dish(stage, ...near(0.34));
      case "branches": case "pampas": case "pine": return [-24, 2, 26].map((turn) => twig(stage, x, y, unit * (0.42 + random() * 0.12), inward + turn, prop === "pine" ? FIR : { colour: prop === "pampas" ? "#c4ab80" : "#7d927b", long: 0.22, wide: 0.06, pairs: 7 })).join("");
    }
  };
  return `<g filter="url(#lie)">${props.map(lying).join("")}${props.length < 2 ? lying("vase", 1) : ""}</g>`;
}

/** A small bowl from above. */
function dish({ unit, random, light }: Stage, x: number, y: number): string {
  const colour = POTS[Math.floor(random() * POTS.length)] ?? POTS[0];
  const r = unit * 0.1;
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${colour}"/><circle cx="${round(x)}" cy="${round(y)}" r="${round(r * 0.88)}" fill="${darker(colour, 0.3)}"/><circle cx="${round(x - light * r * 0.1)}" cy="${round(y + r * 0.08)}" r="${round(r * 0.74)}" fill="${lighter(colour, 0.12)}"/>`;
}
