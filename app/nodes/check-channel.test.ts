import { expect, test } from "vitest";
import type { ImageMeasure } from "../core/image/measure.ts";
import { storedImage } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { checkChannel } from "./check-channel.ts";

const image = storedImage("packshot");
const SMALL_IN_FRAME: ImageMeasure = {
  width: 1600, height: 1600, transparent: 0, border: { colour: "#ffffff", plain: 1, white: 1, spread: 0 },
  product: { left: 0.27, right: 0.27, top: 0.3, bottom: 0.3, fill: 0.46 }, sharpness: 100,
};
const run = (params: object) => checkChannel.run({ inputs: { image }, params }, nodeContext({ measure: SMALL_IN_FRAME }));

test("the image is passed on with each rule's measure and what is asked", async () => {
  const { image: passedOn, report } = await run({ shopify: false, google: false, amazon: true });
  expect(passedOn).toEqual(image);
  expect(report).toMatchObject({ passed: false, rules: expect.arrayContaining([
    expect.objectContaining({ rule: "Product in the frame", measured: 46, least: 85, unit: "%", passed: false, say: "The product fills 46 % of the frame. Amazon main image asks for at least 85 %." }),
    expect.objectContaining({ rule: "White background", measured: 100, passed: true }),
  ]) });
});

test("a required rule that is broken ends the item with the figures where that is asked for", async () => {
  await expect(run({ amazon: true, failing: "stop" })).rejects.toMatchObject({ code: "check_failed", say: "Alba Vase: The product fills 46 % of the frame. Amazon main image asks for at least 85 %." });
});

test("what is only advised never ends it, and only the chosen channels are asked", async () => {
  const { report } = await run({ failing: "stop" });
  expect(report).toMatchObject({ passed: true });
  expect(JSON.stringify(report)).toContain("Google Merchant Center advises 75 % to 90 %.");
  expect(JSON.stringify(report)).not.toContain("Amazon");
});

test("without a channel there is nothing to pass or to break", async () => {
  expect(await run({ shopify: false, google: false })).toEqual({ image, report: { passed: true, rules: [] } });
});

test("what was found reads as lines, also after it was kept, and what is no report has none", async () => {
  const rows = checkChannel.evidence(JSON.parse(JSON.stringify(await run({ shopify: false, google: false, amazon: true }))));
  expect(rows).toContainEqual({ title: "Amazon main image, product in the frame", result: "broken", text: "The product fills 46 % of the frame. Amazon main image asks for at least 85 %." });
  expect(rows).toContainEqual(expect.objectContaining({ title: "Amazon main image, white background", result: "passed" }));
  expect(checkChannel.evidence({ report: "none" })).toEqual([]);
});
