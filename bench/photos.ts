import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Shop } from "./shop.ts";

/** The photos of a run as files, in its order. */
export interface Photos {
  readonly files: readonly string[];
  remove(): void;
}

/** Fetches the photos that a run used into a folder, so that a bare loop reads the very same bytes. */
export async function photosOfRun(shop: Shop, runId: string): Promise<Photos> {
  const rows = await shop.look(z.object({ url: z.string() }), `select "product"->'photos'->0->>'url' as "url" from "Item" where "runId" = $1 order by "position"`, [runId]);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-photos-"));
  const files: string[] = [];
  for (const [index, { url }] of rows.entries()) {
    const file = path.join(folder, String(index));
    fs.writeFileSync(file, Buffer.from(await (await fetch(url)).arrayBuffer()));
    files.push(file);
  }
  return { files, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}
