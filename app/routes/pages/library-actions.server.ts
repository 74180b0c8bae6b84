import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { createFolder } from "#app/features/assets/create-folder.server.ts";
import { deleteAssets } from "#app/features/assets/delete-assets.server.ts";
import { moveAssets } from "#app/features/assets/move-assets.server.ts";
import { uploadAsset } from "#app/features/assets/upload-asset.server.ts";
import { readFile, readJson } from "#app/routes/answer.server.ts";

const Ids = z.array(z.uuid()).min(1).max(500);
const LibraryRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("folder"), name: z.string().trim().min(1, "Write a name").max(60, "At most 60 characters") }),
  z.object({ do: z.literal("delete"), ids: Ids }),
  z.object({ do: z.literal("move"), ids: Ids, folderId: z.uuid() }),
]);

/** Takes a file, makes a folder, moves or deletes assets. */
export async function doLibrary(at: WorkspaceContext, request: Request) {
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    const form = await request.formData();
    const folderId = z.uuid("Choose a folder first").parse(form.get("folderId"));
    return { did: "uploaded" as const, asset: await uploadAsset(at, { folderId, file: readFile(form, "file") }) };
  }
  const asked = await readJson(request, LibraryRequest);
  if (asked.do === "folder") {
    await createFolder(at, { name: asked.name });
    return { did: "made" as const, name: asked.name };
  }
  if (asked.do === "move") {
    await moveAssets(at, { ids: asked.ids, folderId: asked.folderId });
    return { did: "moved" as const, many: asked.ids.length };
  }
  return { did: "deleted" as const, many: (await deleteAssets(at, { ids: asked.ids })).deleted };
}
