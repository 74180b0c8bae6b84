import type { Context } from "#app/core/context.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** What a plan has to say when somebody comes in. */
export interface Doorkeeper {
  /** Throws where there is no room for one more member. */
  requireRoom(tx: Tx, at: Pick<Context, "clock"> & { readonly workspaceId: string }): Promise<void>;
  /** A shop was connected for the first time, or anew. */
  connected(context: Context, workspaceId: string): Promise<void>;
}
