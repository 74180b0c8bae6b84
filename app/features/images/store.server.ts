import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** One at a time for each image: adding a use and deleting the last one must not cross. Sorted, so that two never wait for each other. */
export async function lockImages(tx: Tx, hashes: readonly string[]): Promise<void> {
  await tx.$executeRaw`select lock_images(${[...hashes]}::text[])`;
}
