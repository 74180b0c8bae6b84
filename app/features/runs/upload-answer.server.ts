import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { readUpload } from "../assets/read-upload.server.ts";
import { imageView } from "../images/image-view.ts";
import { keepImage } from "../images/keep-image.server.ts";
import type { ImageView } from "../images/views.ts";

/** How long a file waits for its run to be started. */
const UPLOAD_MS = 24 * 3_600_000;

/** Takes a file for a question of the run form. It goes by itself if the run is not started within a day. */
export async function uploadAnswer(at: WorkspaceContext, input: { file: File }): Promise<{ hash: string; image: ImageView }> {
  requireCan(at.actor, "run");
  const image = await readUpload(at, input.file);
  const stored = await keepImage(at, image, { kind: "upload", subject: randomUUID(), expiresAt: new Date(at.clock.now().getTime() + UPLOAD_MS) });
  return { hash: stored.hash, image: imageView(at, stored) };
}
