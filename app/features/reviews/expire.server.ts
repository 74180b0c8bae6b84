import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { notify } from "../accounts/notices.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";

/** Images that go are announced this long before. */
const ANNOUNCE_MS = 48 * 3_600_000;

/**
 * Ends what was kept for its time: undecided and rejected images, uploads that no run took, photos kept
 * beside them. Announces what goes within 48 hours. Safe to run twice; returns the workspaces visited.
 */
export async function expireImages(context: Context): Promise<number> {
  const now = context.clock.now();
  const soon = new Date(now.getTime() + ANNOUNCE_MS);
  const due = await withSystem(context.db, "expire", (tx) => tx.query<{ workspaceId: string }>(
    `select distinct "workspaceId" from "ImageUse" where "expiresAt" <= $1
     union select distinct "workspaceId" from "Output" where "state" = 'awaiting' and "expiresAt" <= $2`, [now, soon]));
  for (const { workspaceId } of due) {
    await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
      await tx.output.updateMany({ where: { state: "awaiting", expiresAt: { lte: now } }, data: { state: "expired" } });
      await releaseUses(tx, workspaceId, { expiresAt: { lte: now } });
      const going = await tx.output.count({ where: { state: "awaiting", expiresAt: { gt: now, lte: soon } } });
      if (going) await notify(tx, workspaceId, { kind: "images-expire", subject: workspaceId, text: `${going === 1 ? "1 image goes" : `${going} images go`} within 48 hours. Approve the ones to keep.` });
    });
  }
  return due.length;
}
