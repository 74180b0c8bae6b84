import type { WorkspaceContext } from "#app/core/context.ts";
import type { BulkLine } from "#app/core/ports/shop-catalog.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { failReading } from "./fail-reading.server.ts";
import { finishReading } from "./finish-reading.server.ts";
import { writeHeld, type HeldSync } from "./held-sync.server.ts";
import { dropUnseen, writeEntries } from "./store.server.ts";

/** Lines of one commit; two such batches are held at a time, whatever the size of the catalog. */
const LINES = 2_000;

/**
 * Writes the file of a bulk operation from where the last commit ended, so many lines at a time: products, variants and
 * the place in the file are one commit. A whole file then removes what it did not name; a partial one keeps it, and the
 * reading is asked for again.
 */
export async function readBulk(at: WorkspaceContext, held: HeldSync, url: string | null, signal: AbortSignal): Promise<void> {
  let lines = held.lines;
  const write = async (batch: readonly BulkLine[]) => {
    lines += batch.length;
    const end = batch.at(-1)?.end ?? 0;
    await writeHeld(at, held, { byteOffset: BigInt(end), lines }, (tx) => writeEntries(tx, { workspaceId: at.workspaceId, generation: held.generation },
      { products: batch.flatMap(({ product }) => product ?? []), variants: batch.flatMap(({ variant }) => variant ?? []) }));
  };
  let batch: BulkLine[] = [];
  // One batch is written while the next one is read.
  let written: Promise<void> = Promise.resolve();
  try {
    for await (const line of url ? (await openShop(at)).bulkLines(url, Number(held.byteOffset), signal) : []) {
      batch.push(line);
      if (batch.length < LINES) continue;
      await written;
      written = write(batch);
      written.catch(() => undefined); // thrown where it is waited for
      batch = [];
    }
  } finally {
    await written;
  }
  if (batch.length > 0) await write(batch);
  if (held.partial) return failReading(at, held, `the bulk operation failed and left ${lines} lines`);
  while (await withWorkspace(at, (tx) => dropUnseen(tx, held.generation), { timeout: 60_000 }) > 0) if (signal.aborted) return;
  await finishReading(at, held);
  at.log.info({ workspaceId: at.workspaceId, lines }, "the catalog was read whole");
}
