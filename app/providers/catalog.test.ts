import { expect, test } from "vitest";
import { priceOf } from "../core/price.ts";
import { modelCatalog } from "./catalog.ts";

const models = modelCatalog.all();

test.each(models)("$id can be priced for everything that it offers, and its maximum is never below what is expected", (model) => {
  const shapes = model.capability === "text" ? [{ size: null, quality: null }] : model.sizes.flatMap((size) => (model.qualities.length ? model.qualities : [null]).map((quality) => ({ size, quality })));
  expect(shapes.length).toBeGreaterThan(0);
  for (const shape of shapes) {
    const { expected, maximum } = priceOf(model, { ...shape, references: model.references, promptLength: 600, answerTokens: model.capability === "text" ? 800 : 0 });
    expect(Number.isInteger(expected) && Number.isInteger(maximum)).toBe(true);
    expect(expected).toBeGreaterThan(0);
    expect(maximum).toBeGreaterThanOrEqual(expected);
  }
});

test("ids are unique, belong to their provider, and a successor is a model that does not end itself", () => {
  expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
  expect(models.filter(({ id, provider }) => !id.startsWith(`${provider}/`))).toEqual([]);
  for (const { status, successor } of models) {
    if (status === "active") continue;
    expect(modelCatalog.get(successor ?? "")?.status).toBe("active");
  }
});

test("sizes have the ratio that they say, to the pixels that providers round to", () => {
  for (const { id, sizes } of models) for (const { ratio, width, height } of sizes) {
    const [across = 1, down = 1] = ratio.split(":").map(Number);
    expect(Math.abs(width / height - across / down), `${id} ${ratio}`).toBeLessThan(0.06);
  }
});
