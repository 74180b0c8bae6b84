import type { WorkspaceContext } from "#app/core/context.ts";
import { monthOf } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { KeyStateWord, type KeyEventView, type KeyView } from "./views.ts";

const EVENTS = 20;

/** Every key that is not removed with what it spent this month, and the newest of what happened to keys. */
export async function listKeys(at: WorkspaceContext): Promise<{ keys: KeyView[]; events: KeyEventView[]; stoppedAt: string | null; workspace: { spentMicros: number; reservedMicros: number; capMicros: number | null } }> {
  requireCan(at.actor, "read");
  const month = monthOf(at.clock.now());
  return withWorkspace(at, async (tx) => {
    const rows = await tx.providerKey.findMany({ where: { removedAt: null }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    const budgets = await tx.budget.findMany({ where: { month, scope: { in: ["key", "workspace"] } } });
    const { spendingStoppedAt } = await tx.workspace.findUniqueOrThrow({ where: { id: at.workspaceId }, select: { spendingStoppedAt: true } });
    const events = await tx.keyEvent.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: EVENTS });
    const money = (subject: string) => {
      const budget = budgets.find((one) => one.subject === subject);
      return { spentMicros: Number(budget?.spentMicros ?? 0), reservedMicros: Number(budget?.reservedMicros ?? 0), capMicros: budget?.capMicros == null ? null : Number(budget.capMicros) };
    };
    return {
      keys: rows.map(({ id, provider, label, lastFour, state, say, createdAt, lastUsedAt }) => ({
        id, provider, providerTitle: at.providers.get(provider)?.title ?? provider, label, lastFour, state: KeyStateWord.parse(state), say,
        createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, ...money(id),
      })),
      events: events.map(({ id, text, createdAt }) => ({ id, text, at: createdAt.toISOString() })),
      stoppedAt: spendingStoppedAt?.toISOString() ?? null, workspace: money(at.workspaceId),
    };
  });
}
