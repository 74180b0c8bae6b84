import { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { lockImages } from "./store.server.ts";

/** Ends uses, and with the last use of an image its row; the bytes go by the outbox. Returns how many images went. */
export async function releaseUses(tx: Tx, workspaceId: string, which: Prisma.ImageUseWhereInput): Promise<number> {
  const uses = await tx.imageUse.findMany({ where: which, select: { id: true, hash: true } });
  if (uses.length === 0) return 0;
  const hashes = [...new Set(uses.map(({ hash }) => hash))];
  await lockImages(tx, hashes);
  await tx.imageUse.deleteMany({ where: { id: { in: uses.map(({ id }) => id) } } });
  return tx.$executeRaw`
    with dead as (
      delete from "Image" image where image."workspaceId" = ${workspaceId}::uuid and image."hash" in (${Prisma.join(hashes)})
        and not exists (select 1 from "ImageUse" u where u."workspaceId" = image."workspaceId" and u."hash" = image."hash")
      returning image."hash")
    insert into "BlobDeletion" ("workspaceId", "hash") select ${workspaceId}::uuid, "hash" from dead`;
}
