import type { WorkspaceContext } from "#app/core/context.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { imageView } from "../images/image-view.ts";
import type { AssetView } from "./views.ts";

/** What a row needs to become an AssetView. */
export const WITH_IMAGE = { image: true } as const satisfies Prisma.AssetInclude;
export type AssetRow = Prisma.AssetGetPayload<{ include: typeof WITH_IMAGE }>;

export function assetView(at: WorkspaceContext, row: AssetRow, usedIn: readonly string[]): AssetView {
  return {
    id: row.id, name: row.name, folderId: row.folderId, image: imageView(at, row.image), mime: row.image.mime, bytes: row.image.bytes,
    source: row.source === "output" ? "output" : "upload", createdAt: row.createdAt.toISOString(), usedIn,
    download: at.signer.url(at.workspaceId, row.hash, null, row.name),
  };
}
