import { expect, test } from "vitest";
import { MAX_AREA, MAX_SIDE } from "#app/core/image/recipe.ts";
import { fittedSize, fitWords } from "./media-limits.ts";

test("an image within the limits is left as it is and nothing is said", () => {
  expect(fittedSize({ width: 4472, height: 4472 })).toEqual({ width: 4472, height: 4472 });
  expect(fitWords({ width: 2048, height: 2048, bytes: 3_000_000 })).toBeNull();
});

test("too many pixels, or a side that is too long, are scaled with their shape kept, and the size is said", () => {
  for (const size of [{ width: 4100, height: 5000 }, { width: 9000, height: 500 }, { width: 6000, height: 6000 }]) {
    const fitted = fittedSize(size);
    expect(fitted.width * fitted.height).toBeLessThanOrEqual(MAX_AREA);
    expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(MAX_SIDE);
    expect(fitted.width / fitted.height).toBeCloseTo(size.width / size.height, 1);
  }
  expect(fitWords({ width: 4100, height: 5000, bytes: 1 })).toBe("4,100 × 5,000 px is scaled to 3,667 × 4,472 px to fit 20 megapixels and 4,472 px a side.");
});

test("too many bytes are written in another format, and it is said", () => {
  expect(fitWords({ width: 100, height: 100, bytes: 27_400_000 })).toContain("27.4 MB is written as WebP");
});
