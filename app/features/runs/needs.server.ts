import type { WorkspaceContext } from "#app/core/context.ts";
import { ERRORS, isErrorCode } from "#app/core/errors.ts";
import { Product } from "#app/core/product.ts";
import { itemTitle } from "#app/core/unit-words.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { ItemStateWord } from "./store.server.ts";
import type { ItemState, NeedView } from "./views.ts";

/** States of items that somebody may have to do something about. */
export const NEEDS: readonly ItemState[] = ["failed", "uncertain", "waiting", "expired"];
const MOST = 500;

/** What stopped in a run, grouped by state and sentence, in the order of the items. */
export async function needsOf(tx: Tx, at: Pick<WorkspaceContext, "providers">, runId: string): Promise<NeedView[]> {
  const items = await tx.item.findMany({ where: { runId, state: { in: [...NEEDS] } }, orderBy: { position: "asc" }, select: { id: true, state: true, reason: true, say: true, expiresAt: true, product: true }, take: MOST });
  const checks = items.some(({ state }) => state === "uncertain") ? await checksOf(tx, at, runId) : [];
  const groups = new Map<string, NeedView>();
  for (const item of items) {
    const state = ItemStateWord.parse(item.state);
    const key = `${state} ${item.reason ?? ""} ${item.say ?? ""}`;
    const reason = item.reason ?? "internal";
    const expiresAt = item.expiresAt?.toISOString() ?? null;
    const group = groups.get(key) ?? {
      reason, say: item.say ?? (isErrorCode(reason) ? ERRORS[reason].say : ""), state, items: [], retryable: state === "failed" || state === "expired", expiresAt, checks: state === "uncertain" ? checks : [],
    };
    const first = group.expiresAt !== null && expiresAt !== null && expiresAt < group.expiresAt ? expiresAt : group.expiresAt;
    groups.set(key, { ...group, expiresAt: first, items: [...group.items, { id: item.id, title: itemTitle(Product.parse(item.product)) }] });
  }
  return [...groups.values()];
}

/** Where the providers of calls without an answer show what they charged. */
async function checksOf(tx: Tx, { providers }: Pick<WorkspaceContext, "providers">, runId: string): Promise<NeedView["checks"]> {
  const calls = await tx.call.findMany({ where: { runId, state: "uncertain", decision: null }, distinct: ["provider"], select: { provider: true }, orderBy: { provider: "asc" } });
  return calls.flatMap(({ provider }) => {
    const known = providers.get(provider);
    return known ? [{ title: known.title, url: known.usageUrl }] : [];
  });
}
