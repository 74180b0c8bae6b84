import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import type { Blobs } from "#app/core/ports/blobs.ts";

/**
 * Blobs as files below one folder: WORKSPACE/ab/HASH/bytes, with renditions beside. Written to a
 * temporary name, then renamed, so that half a file is never seen.
 */
export function diskBlobs(folder: string): Blobs {
  const home = (workspaceId: string, hash: string) => path.join(folder, part(workspaceId), part(hash).slice(0, 2), part(hash));
  return {
    put: (workspaceId, hash, bytes) => write(path.join(home(workspaceId, hash), "bytes"), bytes),
    has: (workspaceId, hash) => fs.access(path.join(home(workspaceId, hash), "bytes")).then(() => true, () => false),
    get: (workspaceId, hash) => read(path.join(home(workspaceId, hash), "bytes")),
    getVariant: (workspaceId, hash, variant) => read(path.join(home(workspaceId, hash), part(variant))),
    putVariant: async (workspaceId, hash, variant, bytes) => {
      // A rendition must not outlive its image: it is written only while the image is there.
      if (await read(path.join(home(workspaceId, hash), "bytes"))) await write(path.join(home(workspaceId, hash), part(variant)), bytes);
    },
    delete: (workspaceId, hash) => fs.rm(home(workspaceId, hash), { recursive: true, force: true }),
    deleteWorkspace: (workspaceId) => fs.rm(path.join(folder, part(workspaceId)), { recursive: true, force: true }),
  };
}

/** Ids, hashes and variant names only: nothing that could leave the folder. */
function part(name: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{0,79}$/i.test(name) || name.includes("..")) throw new Error("not a blob name");
  return name;
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  const half = `${file}.${randomUUID()}`;
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(half, bytes);
  await fs.rename(half, file);
}

async function read(file: string): Promise<Uint8Array | undefined> {
  try {
    return await fs.readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
