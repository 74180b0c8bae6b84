import { createHash } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { MadeImage } from "#app/core/ports/image-desk.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";

/** Why an image is kept, by whom, and until when (null: until that subject goes). */
export interface ImageUseInput {
  readonly kind: "step" | "output" | "asset" | "publication" | "upload";
  readonly subject: string;
  readonly expiresAt: Date | null;
}

/** An image whose bytes lie in the blob store, before its row is written. */
export interface StoredImage {
  readonly hash: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** The name of bytes: their SHA-256 in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes the bytes; the row follows in the caller's transaction (useImage). */
export async function storeBytes(at: WorkspaceContext, image: MadeImage): Promise<StoredImage> {
  const hash = hashOf(image.bytes);
  await at.blobs.put(at.workspaceId, hash, image.bytes);
  return { hash, mime: image.mime, bytes: image.bytes.byteLength, width: image.width, height: image.height };
}

/** An image and why it is kept, as the functions of the database take it. */
export interface ImageUseRow extends StoredImage {
  readonly kind: ImageUseInput["kind"];
  readonly subject: string;
}

/** Writes the image's row and one reason to keep it. The same reason twice keeps the later expiry. */
export async function useImage(tx: Tx, image: StoredImage, { kind, subject, expiresAt }: ImageUseInput): Promise<void> {
  const uses: ImageUseRow[] = [{ ...image, kind, subject }];
  await tx.$executeRaw`select use_images(${JSON.stringify(uses)}::jsonb, ${expiresAt}::timestamptz)`;
}

/** Keeps an image for one reason: bytes, row and use. */
export async function keepImage(at: WorkspaceContext, image: MadeImage, use: ImageUseInput): Promise<StoredImage> {
  const stored = await storeBytes(at, image);
  await withWorkspace(at, (tx) => useImage(tx, stored, use));
  await confirmBytes(at, [{ hash: stored.hash, bytes: image.bytes }]);
  return stored;
}

/**
 * After the commit: writes bytes again that a deletion, begun before our row was there, took away. From
 * the commit on no deletion touches them.
 */
export async function confirmBytes(at: WorkspaceContext, images: readonly { hash: string; bytes: Uint8Array }[]): Promise<void> {
  for (const { hash, bytes } of images) {
    if (!(await at.blobs.has(at.workspaceId, hash))) await at.blobs.put(at.workspaceId, hash, bytes);
  }
}
