import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** One at a time for each image: adding a use and deleting the last one must not cross. Sorted, so that two never wait for each other. */
export async function lockImages(tx: Tx, workspaceId: string, hashes: readonly string[]): Promise<void> {
  for (const hash of [...new Set(hashes)].sort()) await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId}:${hash}`}, 0))`;
}
