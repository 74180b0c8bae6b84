import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { peakDuring } from "./memory.ts";
import { against, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";

const FEW = 20_000;
const MANY = 100_000;
const WITHIN_MS = 600_000;
const State = z.object({ state: z.string(), lines: z.number() });

/**
 * Reading a whole catalog, from the first byte of the bulk operation's file to the last row: parsing, batches, row-level security and
 * the place in the file. The floor writes the same rows once more into tables with the same columns and indexes, by one bare
 * `insert … select` in the server. Memory is that of the worker's own process, for a fifth of the products and for all.
 */
export async function measureCatalog(shop: Shop): Promise<Report> {
  const run = async (sql: string, values: unknown[] = []) => { await shop.look(z.unknown(), sql, values); };
  const state = async () => (await shop.look(State, `select "state", "lines" from "CatalogSync"`))[0] ?? { state: "none", lines: 0 };
  const until = async (wanted: readonly string[]) => {
    for (const end = Date.now() + WITHIN_MS; Date.now() < end; await wait(20)) if (wanted.includes((await state()).state)) return performance.now();
    throw new Error(`the catalog is not ${wanted.join(" or ")} after ${WITHIN_MS / 60_000} minutes`);
  };
  const read = async (products: number) => {
    await shop.sandbox("generate", { products });
    await until(["whole"]);
    await run(`update "CatalogSync" set "state" = 'asked', "dueAt" = now()`);
    await until(["running"]);
    let ms = 0;
    const { worker } = await peakDuring(shop, async () => {
      const began = await until(["reading", "whole"]);
      ms = await until(["whole"]) - began;
    });
    return { worker, ms };
  };
  await shop.app.read("app/settings", "/settings", z.unknown()); // the first visit connects the shop
  const few = await read(FEW);
  const many = await read(MANY);
  const { lines } = await state();
  const began = performance.now();
  for (const table of ["CatalogProduct", "CatalogVariant"]) {
    await run(`create table "Bare" (like "${table}" including defaults including indexes)`);
    await run(`insert into "Bare" select * from "${table}"`);
    await run(`drop table "Bare"`);
  }
  const bare = performance.now() - began;
  await shop.sandbox("reset", {});
  return {
    name: `Reading a catalog of ${MANY.toLocaleString("en")} products`,
    lines: [
      against({ what: `${lines.toLocaleString("en")} lines, from the first byte to the last row`, value: many.ms, unit: "ms" }, { what: "ms, bare insert", value: bare }),
      { what: "lines a second", value: lines / (many.ms / 1000), unit: "" },
      { what: `worker process, ${MANY.toLocaleString("en")} products`, value: many.worker, unit: "MB", floor: { what: `MB, ${FEW.toLocaleString("en")} products`, value: few.worker }, ratio: many.worker / few.worker },
    ],
    notes: ["Shopify's own time for the operation is not in it. The sandbox serves the file from the same machine."],
  };
}
