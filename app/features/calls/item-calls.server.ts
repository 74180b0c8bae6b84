import type { WorkspaceContext } from "#app/core/context.ts";
import type { Micros } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** A call as an item's page shows it. */
export interface CallView {
  readonly id: string;
  readonly node: string;
  readonly model: string;
  readonly state: string;
  readonly say: string | null;
  readonly warnings: readonly string[];
  readonly costMicros: Micros | null;
  readonly maxMicros: Micros;
  readonly ms: number | null;
  /** Whether a person has to decide what becomes of it, and where its provider shows what was charged. */
  readonly undecided: { readonly title: string; readonly url: string } | null;
}

/** Every call of an item, in the order in which they were made; released ones cost nothing and are left out. */
export async function itemCalls(at: WorkspaceContext, input: { itemId: string }): Promise<CallView[]> {
  requireCan(at.actor, "read");
  const rows = await withWorkspace(at, (tx) => tx.call.findMany({ where: { itemId: input.itemId, state: { not: "released" } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }));
  const check = (id: string) => {
    const provider = at.providers.get(id);
    return { title: provider?.title ?? id, url: provider?.usageUrl ?? "" };
  };
  return rows.map((row) => ({
    id: row.id, node: row.node, model: at.models.get(row.model)?.title ?? row.model, state: row.state, say: row.say,
    warnings: Array.isArray(row.warnings) ? row.warnings.filter((warning) => typeof warning === "string") : [],
    costMicros: row.costMicros === null ? null : Number(row.costMicros), maxMicros: Number(row.maxMicros),
    ms: row.endedAt ? row.endedAt.getTime() - row.createdAt.getTime() : null, undecided: row.state === "uncertain" && row.decision === null ? check(row.provider) : null,
  }));
}
