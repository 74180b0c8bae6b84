import type { OutputView } from "#app/features/reviews/views.ts";
import { absolute } from "./edge.server.ts";

/** An image as extensions show it. */
export function outputAnswer({ id, runId, image, before, state, altText, altOnly, productId, skillName, publishedAt, expiresAt }: OutputView) {
  return { id, runId, productId, skillName, url: absolute(image.large), before: before ? absolute(before.medium) : null, state, altText, altOnly, publishedAt, expiresAt };
}
