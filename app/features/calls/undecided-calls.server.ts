import type { WorkspaceContext } from "#app/core/context.ts";
import type { Micros } from "#app/core/money.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** A call without an answer about which nobody has decided: where its provider shows what was charged, and what it holds at most. */
export interface UndecidedCall {
  readonly itemId: string;
  readonly node: string;
  readonly title: string;
  readonly url: string;
  readonly maxMicros: Micros;
}

/** Those of some items, oldest first. One query for all. */
export async function undecidedCalls(tx: Tx, { providers }: Pick<WorkspaceContext, "providers">, itemIds: readonly string[]): Promise<UndecidedCall[]> {
  const rows = await tx.call.findMany({ where: { itemId: { in: [...itemIds] }, state: "uncertain", decision: null }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { itemId: true, node: true, provider: true, maxMicros: true } });
  return rows.map(({ itemId, node, provider, maxMicros }) => {
    const known = providers.get(provider);
    return { itemId, node, title: known?.title ?? provider, url: known?.usageUrl ?? "", maxMicros: Number(maxMicros) };
  });
}
