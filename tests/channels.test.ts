import fs from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkChannels } from "../app/core/image/check-channels.ts";
import type { Channel } from "../app/core/image/channel-rules.ts";
import { storedImage } from "../app/core/image/recipe.ts";
import { marketplaceMain } from "../app/features/skills/templates/marketplace-main.ts";
import { createDecodePool, type DecodePool } from "../app/platform/decode/pool.server.ts";
import { renderTemplate } from "../scripts/render-template.ts";

const PHOTOS = "../shared/catalog/images";
let desk: DecodePool;
beforeAll(() => { desk = createDecodePool({ children: 1, timeoutMs: 15_000, memoryMb: 700 }); });
afterAll(() => desk.close());

/** A dark mug, white shoes and a white shirt: a pale product on white is the hardest to measure. */
test.each(["saleor-mighty-mug.png", "saleor-white-plimsolls-4.png", "saleor-monospace-white-tee-front.png", "saleor-enterprise-cloud-book.png"])("the marketplace template makes of %s what every channel requires, measured in the finished JPEG", async (name) => {
  const made = await renderTemplate(desk, marketplaceMain.graph, fs.readFileSync(`${PHOTOS}/${name}`));
  const rules = checkChannels(await desk.measure({ recipe: storedImage("made"), sources: new Map([["stored:made", made.bytes]]) }), new Set<Channel>(["shopify", "google", "amazon"]));
  expect(rules.filter(({ level, passed }) => level === "required" && !passed).map(({ say }) => say)).toEqual([]);
});
