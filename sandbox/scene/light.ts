import { blur, round, type Stage } from "./stage.ts";

/** The sun through a window, with the shadow of its bars and of a branch before it. It falls over everything that was drawn so far. */
export function sunlight(stage: Stage): string {
  const { width, height, unit, light, mood, random } = stage;
  if (!mood.sunlit || mood.season === "summer") return "";
  const wideness = unit * 0.27, tallness = unit * 0.3, bar = unit * 0.026;
  const x = width * (light < 0 ? 0.34 : 0.66) - wideness + (random() - 0.5) * unit * 0.2;
  const panes = [0, 1].flatMap((column) => [0, 1, 2].map((row) => `<rect x="${round(column * (wideness + bar))}" y="${round(row * (tallness + bar))}" width="${round(wideness)}" height="${round(tallness)}"/>`)).join("");
  const leaves = Array.from({ length: 16 }, () => {
    const [cx, cy] = [random() * wideness * 2.1, random() * tallness * 2.8];
    return `<ellipse cx="${round(cx)}" cy="${round(cy)}" rx="${round(unit * 0.055)}" ry="${round(unit * 0.017)}" transform="rotate(${round(random() * 90 - 20)} ${round(cx)} ${round(cy)})"/>`;
  }).join("");
  const mask = `<mask id="panes" maskUnits="userSpaceOnUse" x="-${width}" y="-${height}" width="${3 * width}" height="${3 * height}"><g filter="url(#soft-sun)"><g fill="#fff">${panes}</g><g fill="#000" opacity=".75">${leaves}</g></g></mask>`;
  const skew = mood.view === "above" ? -24 * light : 13 * light;
  return `<defs>${blur("soft-sun", stage, 0.008)}${mask}</defs><g transform="translate(${round(x)} ${round(-unit * 0.06)}) skewY(${-skew}) skewX(${round(-8 * light)})"><rect x="-${width}" y="-${height}" width="${3 * width}" height="${3 * height}" fill="${mood.glow}" opacity=".5" mask="url(#panes)"/></g>`;
}

/** What the camera adds: darker corners, and the dark of the night with a lamp's light around the product. */
export function veil(stage: Stage): string {
  const { width, height, mood, product } = stage;
  const cx = product.middle / width, cy = (product.base - (mood.view === "above" ? 0 : product.height * 0.5)) / height;
  const night = mood.night ? `<defs><radialGradient id="lamp" cx="${round(cx * 100)}%" cy="${round(cy * 100)}%" r="75%"><stop offset="0" stop-color="${mood.glow}" stop-opacity=".1"/><stop offset=".35" stop-color="#0d1220" stop-opacity="${round(mood.night * 0.35)}"/><stop offset="1" stop-color="#070a14" stop-opacity="${mood.night + 0.25}"/></radialGradient></defs><rect width="${width}" height="${height}" fill="url(#lamp)"/>` : "";
  return `${night}<defs><radialGradient id="corners" cx="50%" cy="46%" r="80%"><stop offset=".6" stop-color="#1a120a" stop-opacity="0"/><stop offset="1" stop-color="#1a120a" stop-opacity=".24"/></radialGradient></defs><rect width="${width}" height="${height}" fill="url(#corners)"/>`;
}
