import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { FolderView } from "./views.ts";

/** All folders in their order, with how many assets each holds. */
export async function listFolders(at: WorkspaceContext): Promise<FolderView[]> {
  const folders = await withWorkspace(at, (tx) => tx.folder.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], include: { _count: { select: { assets: true } } } }));
  return folders.map(({ id, name, _count }) => ({ id, name, count: _count.assets }));
}
