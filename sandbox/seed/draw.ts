import sharp from "sharp";
import { mulberry32 } from "../faults.ts";

/** Side of a photo in pixels. */
const SIDE = 1600;

/** What is behind a product in its photo. */
export type Scene =
  | { readonly kind: "studio"; readonly top: string; readonly floor: string; readonly shadow: boolean }
  | { readonly kind: "none" }
  | { readonly kind: "busy" };

const BLURS = [5, 6, 8, 10, 14, 30, 60].map((size) => `<filter id="b${size}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${size}"/></filter>`).join("");

/** A photo of a product, PNG where nothing is behind it, else JPEG: backdrop with its fall of light, a soft shadow, the product, and a breath of grain. */
export async function drawPhoto(product: string, scene: Scene, seed: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 1600 1600"><defs>${BLURS}</defs>${backdrop(scene, seed)}<g transform="translate(0 60)">${shadowOf(scene)}${product}</g></svg>`;
  const drawn = sharp(Buffer.from(svg));
  if (scene.kind === "none") return drawn.png().toBuffer();
  const { data, info } = await drawn.flatten({ background: "#ffffff" }).raw().toBuffer({ resolveWithObject: true });
  const random = mulberry32(seed);
  for (let at = 0; at < data.length; at += 3) {
    const grain = (random() - 0.5) * 3;
    for (let channel = 0; channel < 3; channel += 1) data[at + channel] = Math.min(255, Math.max(0, Math.round((data[at + channel] ?? 0) + grain)));
  }
  const photo = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  return (scene.kind === "busy" ? photo.resize(700) : photo).jpeg({ quality: 92 }).toBuffer();
}

function backdrop(scene: Scene, seed: number): string {
  if (scene.kind === "none") return "";
  if (scene.kind === "busy") return busy(seed);
  return `<defs><radialGradient id="bg" cx=".42" cy=".36" r=".95"><stop offset="0" stop-color="${scene.top}"/><stop offset="1" stop-color="${scene.floor}"/></radialGradient></defs><rect width="1600" height="1600" fill="url(#bg)"/>`;
}

function shadowOf(scene: Scene): string {
  return scene.kind === "studio" && scene.shadow ? `<ellipse cx="815" cy="1262" rx="330" ry="34" fill="#2b2520" opacity=".22" filter="url(#b30)"/><ellipse cx="805" cy="1258" rx="240" ry="16" fill="#2b2520" opacity=".32" filter="url(#b10)"/>` : "";
}

/** A market stall: nothing plain that a background could be told by. */
function busy(seed: number): string {
  const random = mulberry32(seed);
  const colours = ["#b5432f", "#e0b94a", "#3b6f4e", "#31507d", "#d98e6a", "#6b3f66", "#efe3cd", "#222a33"];
  return Array.from({ length: 260 }, () => `<rect x="${Math.round(random() * 1700 - 100)}" y="${Math.round(random() * 1700 - 100)}" width="${Math.round(60 + random() * 220)}" height="${Math.round(40 + random() * 200)}" rx="${Math.round(random() * 40)}" fill="${colours[Math.floor(random() * colours.length)] ?? "#222"}" transform="rotate(${Math.round(random() * 90)} 800 800)"/>`).join("");
}
