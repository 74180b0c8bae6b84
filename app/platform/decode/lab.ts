const LINEAR = Float32Array.from({ length: 256 }, (_unused, value) => (value / 255 > 0.04045 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92));

/** A colour of a perceptual space: lightness, then green to red and blue to yellow. */
export type Lab = readonly [number, number, number];

/** CIE Lab (D65) of sRGB bytes: lightness 0 to 100. A distance of about 2 is visible. */
export function labOf(r: number, g: number, b: number): Lab {
  const [lr, lg, lb] = [LINEAR[r] ?? 0, LINEAR[g] ?? 0, LINEAR[b] ?? 0];
  const x = cube((0.4124 * lr + 0.3576 * lg + 0.1805 * lb) / 0.95047);
  const y = cube(0.2126 * lr + 0.7152 * lg + 0.0722 * lb);
  const z = cube((0.0193 * lr + 0.1192 * lg + 0.9505 * lb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function cube(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}

/** sRGB bytes of a Lab colour; what no screen can show is clipped. */
export function rgbOfLab(l: number, a: number, b: number): readonly [number, number, number] {
  const fy = (l + 16) / 116;
  const back = (value: number) => (value ** 3 > 0.008856 ? value ** 3 : (value - 16 / 116) / 7.787);
  const x = back(fy + a / 500) * 0.95047;
  const y = back(fy);
  const z = back(fy - b / 200) * 1.08883;
  return [byte(3.2406 * x - 1.5372 * y - 0.4986 * z), byte(-0.9689 * x + 1.8758 * y + 0.0415 * z), byte(0.0557 * x - 0.204 * y + 1.057 * z)];
}

/** How unlike two colours are (CIE76). */
export function differenceOf(a: Lab, b: Lab): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** A colour in OKLab (Ottosson, 2020): lightness 0 to 1, then green to red and blue to yellow. Hues stay where light changes, which they do not in Lab. */
export function oklabOf(r: number, g: number, b: number): Lab {
  const [lr, lg, lb] = [LINEAR[r] ?? 0, LINEAR[g] ?? 0, LINEAR[b] ?? 0];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

/** sRGB bytes of an OKLab colour; what no screen can show is clipped. */
export function rgbOfOklab(lightness: number, a: number, b: number): readonly [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s), byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s), byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)];
}

/** The byte of a linear value. */
function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round((value > 0.0031308 ? 1.055 * value ** (1 / 2.4) - 0.055 : 12.92 * value) * 255)));
}
