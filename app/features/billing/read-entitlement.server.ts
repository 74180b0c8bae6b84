import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { FREE, planOf, PLANS } from "#app/core/plans.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { usedIn } from "./store.server.ts";
import type { EntitlementView } from "./views.ts";

const State = z.enum(["none", "trial", "active", "frozen"]);

/** The plan that counts, what is used of it, and what else there is. */
export async function readEntitlement(at: WorkspaceContext): Promise<EntitlementView> {
  const { workspaceId, clock, billing, shopDomain } = at;
  return withWorkspace(at, async (tx) => {
    const row = await tx.entitlement.findUnique({ where: { workspaceId } });
    const now = clock.now();
    const used = {
      skills: await usedIn(tx, workspaceId, "skills", now), members: await usedIn(tx, workspaceId, "members", now),
      items: await usedIn(tx, workspaceId, "items", now), storage: await usedIn(tx, workspaceId, "storage", now),
    };
    const state = State.parse(row?.state ?? "none");
    return {
      plan: planOf(row?.plan ?? FREE.handle) ?? FREE, state, frozen: state === "frozen" ? planOf(row?.subscribed ?? "")?.name ?? null : null, test: row?.test ?? false,
      trialEndsAt: row?.trialEndsAt?.toISOString() ?? null, periodEndsAt: row?.periodEndsAt?.toISOString() ?? null, next: row?.nextPlan ? planOf(row.nextPlan)?.name ?? null : null, asOf: row?.asOf.toISOString() ?? null,
      used, plans: PLANS, chooses: shopDomain ? billing.chooses : "none",
      paused: { skills: await tx.skill.count({ where: { pausedAt: { not: null } } }), members: await tx.member.count({ where: { pausedAt: { not: null } } }) },
    };
  });
}
