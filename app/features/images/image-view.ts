import type { WorkspaceContext } from "#app/core/context.ts";
import type { ImageView } from "./views.ts";

/** Signed addresses of an image, ready for a page. */
export function imageView(at: Pick<WorkspaceContext, "signer" | "workspaceId">, image: { hash: string; width: number; height: number }): ImageView {
  const url = (width: number | null) => at.signer.url(at.workspaceId, image.hash, width);
  return { hash: image.hash, small: url(160), medium: url(320), large: url(640), full: url(null), width: image.width, height: image.height };
}
