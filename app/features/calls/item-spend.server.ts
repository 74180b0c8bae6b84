import type { Micros } from "#app/core/money.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** What the calls of items have cost; items that bought nothing are not in the map. One query for all. */
export async function itemSpend(tx: Tx, itemIds: readonly string[]): Promise<Map<string, Micros>> {
  const rows = await tx.call.groupBy({ by: ["itemId"], where: { itemId: { in: [...itemIds] }, costMicros: { not: null } }, _sum: { costMicros: true } });
  return new Map(rows.map(({ itemId, _sum }) => [itemId, Number(_sum.costMicros ?? 0)]));
}

/** What the calls of each step of items have cost, by item and node with a blank between them. One query for all. */
export async function stepSpend(tx: Tx, itemIds: readonly string[]): Promise<Map<string, Micros>> {
  const rows = await tx.call.groupBy({ by: ["itemId", "node"], where: { itemId: { in: [...itemIds] }, costMicros: { not: null } }, _sum: { costMicros: true } });
  return new Map(rows.map(({ itemId, node, _sum }) => [`${itemId} ${node}`, Number(_sum.costMicros ?? 0)]));
}
