import type { Context } from "#app/core/context.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** What a plan has to say when somebody comes in or goes. */
export interface Doorkeeper {
  /** Throws where there is no room for one more member. */
  requireRoom(tx: Tx, at: Pick<Context, "clock"> & { readonly workspaceId: string }): Promise<void>;
  /** Somebody was removed: who was paused for want of room comes back. */
  left(tx: Tx, at: Pick<Context, "clock"> & { readonly workspaceId: string }): Promise<void>;
  /** A shop was connected for the first time, or anew. */
  connected(context: Context, workspaceId: string): Promise<void>;
}
