import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { assetView, WITH_IMAGE } from "./store.server.ts";
import { usesOf } from "./uses.server.ts";
import type { AssetPage } from "./views.ts";

const PAGE = 48;

/** A page of assets, newest first. `after` is the id of the last one shown. */
export async function listAssets(at: WorkspaceContext, input: { folderId: string | null; search: string; after: string | null }): Promise<AssetPage> {
  const search = input.search.trim();
  const where = { ...(input.folderId ? { folderId: input.folderId } : {}), ...(search ? { name: { contains: search, mode: "insensitive" as const } } : {}) };
  return withWorkspace(at, async (tx) => {
    const rows = await tx.asset.findMany({
      where, include: WITH_IMAGE, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: PAGE + 1,
      ...(input.after ? { cursor: { id: input.after }, skip: 1 } : {}),
    });
    const shown = rows.slice(0, PAGE);
    const [sum] = await tx.$queryRaw<{ bytes: bigint }[]>`select coalesce(sum(i."bytes"), 0)::bigint as "bytes" from "Image" i where exists (select 1 from "Asset" a where a."hash" = i."hash" and a."workspaceId" = i."workspaceId")`;
    const uses = await usesOf(tx, shown.map(({ id }) => id));
    return {
      assets: shown.map((row) => assetView(at, row, uses.get(row.id) ?? [])), total: await tx.asset.count({ where }),
      totalBytes: Number(sum?.bytes ?? 0n), next: rows.length > PAGE ? shown.at(-1)?.id ?? null : null,
    };
  });
}
