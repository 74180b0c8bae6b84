import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { changeSync, type HeldSync } from "./held-sync.server.ts";

/** What Shopify did not say by itself is looked for once a day. */
const RECONCILE_MS = 24 * 3_600_000;

/** The catalog is as it was at Shopify when it was asked for. Changes that were heard of meanwhile are due now. */
export async function finishReading(at: WorkspaceContext, held: HeldSync): Promise<void> {
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    // Whoever hears of a change writes this row too: one of both comes second, and sees the other.
    await changeSync(at, held, { state: "whole", say: null, tries: 0, wholeAt: now, knownTo: held.askedAt, reconcileAt: new Date(now.getTime() + RECONCILE_MS) });
    const heard = await tx.catalogChange.findFirst({ select: { productId: true } });
    await changeSync(at, held, { dueAt: heard ? now : new Date(now.getTime() + RECONCILE_MS) });
  });
}
