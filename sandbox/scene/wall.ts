import { darker, lighter, mix } from "./colour.ts";
import { blur, noise, round, type Stage } from "./stage.ts";

/** What is behind: a wall with its fall of light, or the open. */
export function wall(stage: Stage): string {
  const { width, height, mood, light, random } = stage;
  if (mood.view === "above") return "";
  const lit = light < 0 ? 0.22 : 0.78;
  const scale = 1024 / stage.unit;
  const shade = `<defs><linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${mood.season === "summer" ? darker(mix(mood.wall, "#3f8fc0", 0.45), 0.02) : darker(mood.wall, 0.1)}"/><stop offset="${round(stage.horizon / height)}" stop-color="${lighter(mood.wall, mood.season === "summer" ? 0.55 : 0.12)}"/></linearGradient>
<radialGradient id="fall" cx="${lit}" cy=".2" r=".95"><stop offset="0" stop-color="${mood.glow}" stop-opacity="${mood.glow === "#ffc07a" ? 0.42 : 0.6}"/><stop offset=".5" stop-color="${mood.glow}" stop-opacity=".12"/><stop offset="1" stop-color="${darker(mood.wall, 0.6)}" stop-opacity=".26"/></radialGradient>${noise("plaster", (0.012 * scale).toFixed(4), 4, Math.floor(random() * 9000), [0.25, 0.2, 0.15], 1.1, 0.5)}</defs>`;
  const open = mood.season === "summer" ? sea(stage) : mood.season === "winter" ? wood(stage) : "";
  return `${shade}<rect width="${width}" height="${height}" fill="url(#wall)"/>${open ? "" : `<rect width="${width}" height="${height}" filter="url(#plaster)" opacity=".22"/>`}<rect width="${width}" height="${height}" fill="url(#fall)"/>${open}`;
}

/** The sea below a bright sky, with the sun. */
function sea(stage: Stage): string {
  const { width, unit, horizon, light, mood } = stage;
  const rim = horizon - stage.height * 0.13;
  const sun = width * (light < 0 ? 0.2 : 0.8);
  return `<defs>${blur("haze", stage, 0.05)}${blur("surf", stage, 0.006)}<linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3f90b0"/><stop offset=".6" stop-color="#6dbcc6"/><stop offset="1" stop-color="#bfe3d8"/></linearGradient></defs>
<circle cx="${round(sun)}" cy="${round(rim * 0.42)}" r="${round(unit * 0.15)}" fill="#fff6dc" opacity=".85" filter="url(#haze)"/><g filter="url(#surf)"><rect x="-20" y="${round(rim)}" width="${width + 40}" height="${round(horizon - rim + unit * 0.02)}" fill="url(#sea)"/>
<ellipse cx="${round(sun)}" cy="${round(rim + unit * 0.03)}" rx="${round(unit * 0.22)}" ry="${round(unit * 0.012)}" fill="${mood.glow}" opacity=".8"/><path d="M-20 ${round(horizon)} Q${round(width * 0.3)} ${round(horizon - unit * 0.03)} ${round(width * 0.55)} ${round(horizon)} T${width + 20} ${round(horizon - unit * 0.01)} V${round(horizon + unit * 0.03)} H-20 Z" fill="#fff" opacity=".85"/></g>`;
}

/** Snowy firs out of focus, with lights between them. */
function wood(stage: Stage): string {
  const { width, unit, horizon, random, mood } = stage;
  const firs = Array.from({ length: 11 }, (_unused, index) => {
    const x = (width * (index + random())) / 10.5 - width * 0.03, tall = unit * (0.28 + random() * 0.38), half = tall * 0.27, foot = horizon + unit * 0.02;
    const tiers = [0, 1, 2, 3].map((tier) => {
      const from = foot - tall * (0.23 * tier), to = foot - tall * (0.23 * tier + 0.42), reach = half * (1 - tier * 0.22);
      return `<path d="M${round(x - reach)} ${round(from)} L${round(x)} ${round(to)} L${round(x + reach)} ${round(from)} Z"/>`;
    }).join("");
    return `<g fill="${mix("#2f5548", mood.wall, 0.25 + random() * 0.45)}">${tiers}</g>`;
  }).join("");
  const lights = Array.from({ length: 16 }, () => `<circle cx="${round(width * random())}" cy="${round(horizon * (0.25 + random() * 0.7))}" r="${round(unit * (0.008 + random() * 0.018))}" fill="#ffdc9a" opacity="${round(0.3 + random() * 0.5)}"/>`).join("");
  return `<defs>${blur("far", stage, 0.011)}${blur("bokeh", stage, 0.003)}</defs><g filter="url(#far)">${firs}</g><g filter="url(#bokeh)">${lights}</g>`;
}
