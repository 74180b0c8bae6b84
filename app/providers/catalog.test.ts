import { expect, test } from "vitest";
import { priceOf } from "../core/price.ts";
import { modelCatalog, withRows } from "./catalog.ts";

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

test("an operator's rows take the place of those with the same id or join the others, and a row of another form is refused", () => {
  const [first, ...others] = modelCatalog.all();
  if (!first) return expect.fail("the catalog is empty");
  const own = [{ ...first, limit: { ...first.limit, inFlight: 99 } }, { ...first, id: `${first.provider}/new-one` }];
  const mixed = withRows(modelCatalog, own);
  expect(mixed.get(first.id)?.limit.inFlight).toBe(99);
  expect(mixed.all()).toHaveLength(others.length + 2);
  expect(() => withRows(modelCatalog, [{ ...first, price: "cheap" }])).toThrow();
});
