import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { createFolder, FolderName } from "#app/features/assets/create-folder.server.ts";
import { deleteAssets } from "#app/features/assets/delete-assets.server.ts";
import { moveAssets } from "#app/features/assets/move-assets.server.ts";
import { uploadAsset } from "#app/features/assets/upload-asset.server.ts";
import { readFile } from "#app/routes/answer.server.ts";

const Ids = z.array(z.uuid()).min(1).max(200);

/** What the library can ask for, besides an upload. */
export const LibraryRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("folder"), name: FolderName }),
  z.object({ do: z.literal("delete"), ids: Ids }),
  z.object({ do: z.literal("move"), ids: Ids, folderId: z.uuid() }),
]);

/** Does it and says what was done. */
export async function doLibrary(at: WorkspaceContext, request: z.output<typeof LibraryRequest>): Promise<{ said: string }> {
  if (request.do === "folder") {
    await createFolder(at, request);
    return { said: `Folder ${request.name} made` };
  }
  if (request.do === "move") {
    const { moved } = await moveAssets(at, request);
    return { said: moved === 1 ? "1 asset moved" : `${moved} assets moved` };
  }
  const { deleted } = await deleteAssets(at, request);
  return { said: deleted === 1 ? "1 asset deleted" : `${deleted} assets deleted` };
}

/** Takes one file of a form. */
export async function takeUpload(at: WorkspaceContext, form: FormData): Promise<{ said: string }> {
  const folderId = z.uuid("Choose a folder first").parse(form.get("folderId"));
  const asset = await uploadAsset(at, { folderId, file: readFile(form, "file") });
  return { said: `${asset.name} is in the library` };
}
