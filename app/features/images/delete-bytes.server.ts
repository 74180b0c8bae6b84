import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { lockImages } from "./store.server.ts";

const BATCH = 200;

/** In the outbox: everything of a workspace that was erased. */
const ALL = "*";

/** Works off the outbox of bytes whose last use is gone. Returns how many it looked at; safe to run twice. */
export async function deleteBytes(context: Context): Promise<number> {
  const due = await withSystem(context.db, "blob-deletions", (tx) =>
    tx.query<{ id: string; workspaceId: string; hash: string }>(`select "id"::text as "id", "workspaceId", "hash" from "BlobDeletion" where "dueAt" <= $2 order by "id" limit $1`, [BATCH, context.clock.now()]));
  for (const { id, workspaceId, hash } of due) {
    if (hash === ALL) await context.blobs.deleteWorkspace(workspaceId);
    else await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
      await lockImages(tx, [hash]);
      // Somebody may have kept the same bytes again meanwhile.
      if ((await tx.image.count({ where: { hash } })) === 0) await context.blobs.delete(workspaceId, hash);
    });
    await withSystem(context.db, "blob-deletions", (tx) => tx.query(`delete from "BlobDeletion" where "id" = $1::bigint`, [id]));
  }
  return due.length;
}
