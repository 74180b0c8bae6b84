/** Why a request is not valid. */
export interface Refusal {
  readonly refusal: string;
}

export const QUALITIES = ["low", "medium", "high", "xhigh", "max"] as const;
export type Quality = (typeof QUALITIES)[number];

/** Tokens of an image of 1024 × 1024. */
const SQUARE: Readonly<Record<Quality, number>> = { low: 272, medium: 1056, high: 4160, xhigh: 6240, max: 8320 };
/** The landscape size has a little less than its pixels say. */
const LANDSCAPE: Readonly<Record<Quality, number>> = { low: 400, medium: 1568, high: 6208, xhigh: 9312, max: 12_416 };

/** Tokens of an image that is made: the published ones of the three usual sizes, for others in proportion to the pixels, rounded up. */
export function outputTokens(width: number, height: number, quality: Quality): number {
  return width === 1536 && height === 1024 ? LANDSCAPE[quality] : Math.ceil((SQUARE[quality] * width * height) / (1024 * 1024));
}

/** Tokens of an image that is sent: 65, and 129 for each tile of 512 pixels after the short side was brought to 512. */
export function inputTokens({ width, height }: { width: number; height: number }): number {
  const scale = 512 / Math.min(width, height);
  return 65 + 129 * Math.ceil(Math.round(width * scale) / 512) * Math.ceil(Math.round(height * scale) / 512);
}

/** The size that is asked for, in pixels. `auto` is the usual size nearest to the first image. */
export function sizeAsked(size: string, model: string, first: { width: number; height: number } | undefined): { width: number; height: number } | Refusal {
  if (size === "auto") {
    const ratio = first ? first.width / first.height : 1;
    return ratio > 1.2 ? { width: 1536, height: 1024 } : ratio < 1 / 1.2 ? { width: 1024, height: 1536 } : { width: 1024, height: 1024 };
  }
  const [width = 0, height = 0] = /^\d{2,4}x\d{2,4}$/.test(size) ? size.split("x").map(Number) : [];
  const usual = ["1024x1024", "1536x1024", "1024x1536"].includes(size);
  const free = !model.startsWith("gpt-image-1") && width > 0 && width % 16 === 0 && height % 16 === 0 && Math.max(width, height) <= 3 * Math.min(width, height) && Math.max(width, height) <= 3840 && Math.min(width, height) <= 2160;
  return usual || free ? { width, height } : { refusal: `Invalid size '${size}'. Both sides must be divisible by 16, the ratio between 1:3 and 3:1, and at most 3840x2160.` };
}
