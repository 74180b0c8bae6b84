import type { WorkspaceContext } from "#app/core/context.ts";
import { changeSync, type HeldSync } from "./held-sync.server.ts";
import { doubling, FIRST_RETRY_MS, later, LONGEST_RETRY_MS } from "./pauses.ts";

/** A whole reading has failed: what was written stays, nothing is removed, and after a pause it is begun anew. */
export async function failReading(at: WorkspaceContext, held: HeldSync, why: string): Promise<void> {
  at.log.warn({ workspaceId: at.workspaceId, why, tries: held.tries }, "the catalog could not be read whole and is asked for again");
  await changeSync(at, held, {
    state: "failed", tries: held.tries + 1, dueAt: later(at.clock.now(), doubling(FIRST_RETRY_MS, held.tries, LONGEST_RETRY_MS)),
    say: "Shopify could not give the whole catalog. What came is kept, and it is asked for again by itself.",
  });
}
