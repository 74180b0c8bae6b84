import { capShare } from "#app/core/cap.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { monthOf } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { KeyStateWord, type CapView, type KeyView } from "./views.ts";

const FREE: CapView = { spentMicros: 0, reservedMicros: 0, capMicros: null, capShare: 0 };

/** What stops all spending: the operator of the installation, or the workspace's owner. */
export type Stopper = "operator" | "owner";

/** Every key that is not removed, and the workspace, with what they spent this month; and who has stopped all spending. */
export async function listKeys(at: WorkspaceContext): Promise<{ keys: KeyView[]; workspace: CapView; stopped: Stopper | null }> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const rows = await tx.providerKey.findMany({ where: { removedAt: null }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    const caps = await capsOf(tx, monthOf(at.clock.now()));
    return {
      keys: rows.map(({ id, provider, label, lastFour, state, say, createdAt, lastUsedAt }) => ({
        id, provider, providerTitle: at.providers.get(provider)?.title ?? provider, label, lastFour, state: KeyStateWord.parse(state), say,
        createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, ...(caps.get(id) ?? FREE),
      })),
      workspace: caps.get(at.workspaceId) ?? FREE, stopped: await stopper(tx, at.workspaceId),
    };
  });
}

/** The newest budget of each key and of the workspace, by subject: one of another month says only which cap goes on in this one. */
async function capsOf(tx: Tx, month: string): Promise<Map<string, CapView>> {
  const budgets = await tx.budget.findMany({ where: { scope: { in: ["key", "workspace"] } }, orderBy: { month: "desc" }, distinct: ["scope", "subject"] });
  return new Map(budgets.map((budget) => {
    const capMicros = budget.capMicros === null ? null : Number(budget.capMicros);
    if (budget.month !== month) return [budget.subject, { ...FREE, capMicros }];
    const spentMicros = Number(budget.spentMicros);
    // What was told may be more than what was spent (no further call fits); a lowered cap is told with the next call.
    const told = budget.alerted === 100 ? 100 : capShare({ spent: spentMicros, cap: capMicros });
    return [budget.subject, { spentMicros, reservedMicros: Number(budget.reservedMicros), capMicros, capShare: told }];
  }));
}

async function stopper(tx: Tx, workspaceId: string): Promise<Stopper | null> {
  if (await tx.installation.count({ where: { spendingStoppedAt: { not: null } } }) > 0) return "operator";
  return await tx.workspace.count({ where: { id: workspaceId, spendingStoppedAt: { not: null } } }) > 0 ? "owner" : null;
}
