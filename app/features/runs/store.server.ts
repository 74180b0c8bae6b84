import { z } from "zod";
import type { Product } from "#app/core/product.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import type { ItemCounts, ItemState } from "./views.ts";

/** Rows of one insert: larger statements gain nothing and hold more memory. */
const CHUNK = 5_000;

/** Writes the frozen items, set-based, in the order of the list. */
export async function insertItems(tx: Tx, workspaceId: string, runId: string, products: readonly Product[]): Promise<void> {
  for (let from = 0; from < products.length; from += CHUNK) {
    const rows = JSON.stringify(products.slice(from, from + CHUNK));
    await tx.$executeRaw`
      insert into "Item" ("workspaceId", "runId", "position", "productId", "product")
      select ${workspaceId}::uuid, ${runId}::uuid, ${from}::int + ordinality, product->>'id', product
        from jsonb_array_elements(${rows}::jsonb) with ordinality as list(product, ordinality)`;
  }
}

const EMPTY: ItemCounts = { queued: 0, running: 0, waiting: 0, done: 0, failed: 0, uncertain: 0, cancelled: 0, expired: 0 };

/** How many items of each run are in which state. */
export async function countItems(tx: Tx, runIds: readonly string[]): Promise<Map<string, ItemCounts>> {
  const rows = await tx.item.groupBy({ by: ["runId", "state"], where: { runId: { in: [...runIds] } }, _count: true });
  const counts = new Map<string, ItemCounts>(runIds.map((id) => [id, EMPTY]));
  for (const { runId, state, _count } of rows) counts.set(runId, { ...EMPTY, ...counts.get(runId), [state]: _count });
  return counts;
}

/** A state of the closed set; the database allows no other. */
export const ItemStateWord = z.enum(["queued", "running", "waiting", "done", "failed", "uncertain", "cancelled", "expired"]) satisfies z.ZodType<ItemState>;
