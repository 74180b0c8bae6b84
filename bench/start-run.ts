import { z } from "zod";
import type { Product } from "../app/core/product.ts";
import { createRun } from "../app/features/runs/start-run.server.ts";
import { systemClock } from "../app/platform/clock.server.ts";
import { openDatabase } from "../app/platform/db/open.server.ts";
import { withWorkspace } from "../app/platform/db/with-workspace.server.ts";
import { median, spread } from "./numbers.ts";
import { against, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";

const ITEMS = 10_000;
const ROUNDS = 5;
const Version = z.object({ id: z.string(), skillId: z.string(), skillName: z.string(), workspaceId: z.string() });

/**
 * The start of a run of 10,000 items once its products are read: run and items in one transaction, as
 * the app's role, under row-level security. The floor is one `insert … select generate_series` of the
 * same rows into a table with the same columns and indexes, without row-level security or foreign keys.
 * Both in turns, in the same database; both remove what they wrote. The workspace is paused meanwhile.
 */
export async function measureStart(shop: Shop, { skillId }: { skillId: string }): Promise<Report> {
  const [version] = await shop.look(Version, `select "id"::text, "skillId"::text, "name" as "skillName", "workspaceId"::text from "SkillVersion" where "skillId" = $1 order by "number" desc limit 1`, [skillId]);
  if (!version) throw new Error("the skill has no version");
  const run = async (sql: string, values: unknown[] = []) => { await shop.look(z.unknown(), sql, values); };
  const urls = await shop.databaseUrls();
  const db = await openDatabase(urls, { info: () => undefined, warn: () => undefined, error: () => undefined });
  const { workspaceId } = version;
  const at = { db, workspaceId, clock: systemClock, actor: { memberId: null, role: "system" as const } };
  const products = Array.from({ length: ITEMS }, (_, index) => productOf(index));
  const times: Record<"product" | "floor", number[]> = { product: [], floor: [] };
  const timed = async (into: number[], work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    into.push(performance.now() - began);
  };
  try {
    await run(`update "Workspace" set "pausedAt" = now() where "id" = $1`, [workspaceId]);
    await run(`create table "BareItem" (like "Item" including defaults including indexes)`);
    for (let round = 0; round <= ROUNDS; round += 1) {
      await timed(times.product, () => withWorkspace(at, (tx) => createRun(tx, at, version, { usable: products, answers: {}, requestKey: crypto.randomUUID(), selectionText: { label: "All", leftOut: [] }, money: null }), { timeout: 120_000 }));
      await timed(times.floor, () => run(`
        insert into "BareItem" ("workspaceId", "runId", "position", "productId", "product")
        select $1::uuid, gen_random_uuid(), n, 'gid://shopify/Product/' || n, $2::jsonb || jsonb_build_object('id', 'gid://shopify/Product/' || n) from generate_series(1, $3::int) n`, [workspaceId, JSON.stringify(productOf(0)), ITEMS]));
      await run(`delete from "Run" where "itemCount" = $1`, [ITEMS]);
      await run(`truncate "BareItem"`);
    }
  } finally {
    await run(`drop table if exists "BareItem"`);
    await run(`update "Workspace" set "pausedAt" = null where "id" = $1`, [workspaceId]);
    await db.close();
  }
  const [ours, floor] = [times.product.slice(1), times.floor.slice(1)]; // the first round warms both
  const line = against({ what: `start of a run of ${ITEMS.toLocaleString("en")} items`, value: median(ours), unit: "ms" }, { what: "ms, bare insert", value: median(floor) });
  const percent = (values: readonly number[]) => `${Math.round(spread(values) * 100)} %`;
  return { name: `Start of a run, median of ${ROUNDS} rounds`, lines: [line], notes: [`Between the rounds: product ${percent(ours)}, bare insert ${percent(floor)}. Reading the products from Shopify is not in it.`] };
}

/** A product as Shopify gives it, with two photos: about 700 bytes. */
function productOf(index: number): Product {
  const photo = (place: number) => ({ id: `gid://shopify/MediaImage/${index}${place}`, url: `https://cdn.shopify.com/s/files/1/0000/0000/products/product-${index}-${place}.png?v=1700000000`, alt: "A packshot", width: 2160, height: 2160 });
  return {
    id: `gid://shopify/Product/${index}`, title: `Product ${index}`, handle: `product-${index}`, vendor: "Vendor", type: "Type", status: "ACTIVE", tags: ["one", "two"],
    description: "One sentence that says what this product is, and another one for its size.", metafields: {}, photos: [photo(1), photo(2)],
  };
}
