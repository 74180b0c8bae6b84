import { expect, test } from "vitest";
import { CHANNEL_RULES, CHANNELS, type Channel } from "./channel-rules.ts";
import { checkChannels } from "./check-channels.ts";
import type { ImageMeasure } from "./measure.ts";

/** A product of 86 % on pure white, 2048 pixels square. */
const GOOD: ImageMeasure = {
  width: 2048, height: 2048, transparent: 0, border: { colour: "#ffffff", plain: 1, white: 1, spread: 0 },
  product: { left: 0.07, right: 0.07, top: 0.1, bottom: 0.1, fill: 0.86 }, sharpness: 120,
};
const ALL = new Set<Channel>(["shopify", "google", "amazon"]);
const failed = (change: Partial<ImageMeasure>) => checkChannels({ ...GOOD, ...change }, ALL).filter(({ passed }) => !passed).map(({ channel, rule, level }) => `${channel}: ${rule}, ${level}`);

test("a good image passes every rule of every channel", () => {
  expect(checkChannels(GOOD, ALL)).toHaveLength(CHANNEL_RULES.length);
  expect(failed({})).toEqual([]);
});

test("a rule says what was measured and what is asked, with the unit", () => {
  const [fill] = checkChannels({ ...GOOD, product: { left: 0.27, right: 0.27, top: 0.3, bottom: 0.3, fill: 0.46 } }, new Set<Channel>(["amazon"])).filter(({ rule }) => rule === "Product in the frame");
  expect(fill).toEqual({
    channel: "Amazon main image", rule: "Product in the frame", level: "required", measured: 46, unit: "%", least: 85, most: null, passed: false,
    say: "The product fills 46 % of the frame. Amazon main image asks for at least 85 %.", source: CHANNELS.amazon.source,
  });
});

test.each([
  ["too small for Google, and for what others advise", { width: 400, height: 400 }, ["Shopify: Shorter side, advised", "Shopify: Longer side, advised", "Google Merchant Center: Shorter side, required", "Google Merchant Center: Longer side, advised", "Amazon main image: Longer side, required", "Amazon main image: Longer side, advised"]],
  ["larger than Shopify takes", { width: 5000, height: 5000 }, ["Shopify: Pixels, required"]],
  ["of a white that is not pure", { border: { colour: "#fefefe", plain: 1, white: 0, spread: 0 } }, ["Amazon main image: White background, required"]],
  ["see-through", { border: { colour: null, plain: 1, white: 0, spread: 0 } }, ["Amazon main image: White background, required"]],
  ["not square", { width: 2048, height: 2560 }, ["Amazon main image: Aspect ratio, advised"]],
  ["cut at the edge", { product: { left: 0, right: 0.1, top: 0.1, bottom: 0.1, fill: 0.9 } }, ["Amazon main image: Margins, advised"]],
  ["a scene", { product: null, border: { colour: "#8a7f70", plain: 0.2, white: 0, spread: 14 } }, ["Google Merchant Center: Product in the frame, advised", "Google Merchant Center: Plain background, advised", "Amazon main image: White background, required", "Amazon main image: Product in the frame, required", "Amazon main image: Margins, advised"]],
])("an image that is %s fails just what it breaks", (_what, change, wanted) => {
  expect(failed(change)).toEqual(wanted);
});

test("what is shown is what is judged: 84.6 % is shown as 85 % and passes, 84.4 % is not", () => {
  const fill = (value: number) => checkChannels({ ...GOOD, product: { left: 0.07, right: 0.07, top: 0.1, bottom: 0.1, fill: value } }, new Set<Channel>(["amazon"])).find(({ rule }) => rule === "Product in the frame");
  expect(fill(0.846)).toMatchObject({ measured: 85, passed: true });
  expect(fill(0.844)).toMatchObject({ measured: 84, passed: false });
});

test("every rule has a limit, and every channel a page and a day", () => {
  expect(CHANNEL_RULES.filter(({ least, most }) => least === undefined && most === undefined)).toEqual([]);
  for (const { source, asOf } of Object.values(CHANNELS)) {
    expect(source).toMatch(/^https:\/\//);
    expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
