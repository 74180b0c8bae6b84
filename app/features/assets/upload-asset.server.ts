import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { fileEnding } from "#app/core/image/file-ending.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { confirmBytes, storeBytes, useImage } from "../images/keep-image.server.ts";
import { readUpload } from "./read-upload.server.ts";
import { assetView, WITH_IMAGE } from "./store.server.ts";
import type { AssetView } from "./views.ts";

/** Puts a file into the library: read, checked, re-encoded, and its former metadata kept as a record. The same picture in the same folder is not added twice. */
export async function uploadAsset(at: WorkspaceContext, input: { folderId: string; file: File }): Promise<AssetView> {
  requireCan(at.actor, "edit-assets");
  const image = await readUpload(at, input.file);
  const stored = await storeBytes(at, image);
  const row = await withWorkspace(at, async (tx) => {
    if (!(await tx.folder.count({ where: { id: input.folderId } }))) throw new AppError("not_found", "no such folder", { say: "This folder was deleted. Choose another one." });
    const twin = await tx.asset.findFirst({ where: { folderId: input.folderId, hash: stored.hash }, include: WITH_IMAGE });
    if (twin) return twin;
    await requireRoom(tx, at, "storage", stored.bytes);
    const id = randomUUID();
    await useImage(tx, stored, { kind: "asset", subject: id, expiresAt: null });
    return tx.asset.create({
      data: { id, workspaceId: at.workspaceId, folderId: input.folderId, name: nameFor(input.file.name, stored.mime), hash: stored.hash, source: "upload", record: { ...image.record }, createdBy: at.actor.memberId },
      include: WITH_IMAGE,
    });
  });
  await confirmBytes(at, [{ hash: stored.hash, bytes: image.bytes }]);
  return assetView(at, row, []);
}

/** The file's own name with the extension of what it is now. */
function nameFor(name: string, mime: string): string {
  // eslint-disable-next-line no-control-regex -- control characters in a file name are what is removed here
  const base = name.replace(/\.[^.]*$/, "").replace(/[\u0000-\u001f\u007f/\\]/g, " ").trim().slice(0, 120) || "Image";
  return `${base}.${fileEnding(mime)}`;
}
