import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { fileEnding } from "#app/core/image/file-ending.ts";
import type { ImageFacts } from "#app/core/ports/image-desk.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { confirmBytes, storeBytes, useImage, type StoredImage } from "../images/keep-image.server.ts";

/** The folder of photos that a publication took off a product. */
const FOLDER = "Replaced photos";

interface KeptPhoto {
  /** Where the shop serves it. */
  readonly url: string;
  /** The asset's name, without ending. */
  readonly name: string;
  readonly record: Readonly<Record<string, string>>;
  /** The publication's product, which needs the bytes for as long as it can be undone. */
  readonly neededBy: string;
}

/**
 * Keeps a photo of the shop as it is, byte for byte once it was decoded, as an asset of the library; the same picture
 * is one asset. `write` runs in the commit that keeps it. Throws plan_storage where the library has no room, and the errors of photos and images.
 */
export async function keepPhoto(at: WorkspaceContext, { url, name, record, neededBy }: KeptPhoto, write: (tx: Tx, kept: ImageFacts & { hash: string; assetId: string }) => Promise<void>): Promise<void> {
  const bytes = await at.shops.photo(url);
  const facts = await at.images.verify(bytes);
  const stored = await storeBytes(at, { ...facts, bytes });
  await withWorkspace(at, async (tx) => {
    const assetId = await assetOf(tx, at, stored, name, record);
    await useImage(tx, stored, { kind: "publication", subject: neededBy, expiresAt: null });
    await write(tx, { ...facts, hash: stored.hash, assetId });
  });
  await confirmBytes(at, [{ hash: stored.hash, bytes }]);
}

async function assetOf(tx: Tx, at: WorkspaceContext, stored: StoredImage, name: string, record: KeptPhoto["record"]): Promise<string> {
  const { workspaceId } = at;
  const folder = await tx.folder.upsert({ where: { workspaceId_name: { workspaceId, name: FOLDER } }, create: { workspaceId, name: FOLDER }, update: {} });
  const twin = await tx.asset.findFirst({ where: { hash: stored.hash }, select: { id: true } });
  if (twin) return twin.id;
  await requireRoom(tx, at, "storage", stored.bytes);
  const id = randomUUID();
  await useImage(tx, stored, { kind: "asset", subject: id, expiresAt: null });
  await tx.asset.create({ data: { id, workspaceId, folderId: folder.id, name: `${name}.${fileEnding(stored.mime)}`, hash: stored.hash, source: "upload", record: { ...record }, createdBy: at.actor.memberId, createdAt: at.clock.now() } });
  return id;
}
