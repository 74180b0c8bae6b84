import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { IngestedImage } from "#app/core/ports/image-desk.ts";

/** The largest file that is taken, in bytes. */
export const MAX_UPLOAD_BYTES = 20_000_000;

/** A person's file as a clean image. The error names the file. */
export async function readUpload(at: WorkspaceContext, file: File): Promise<IngestedImage> {
  if (file.size > MAX_UPLOAD_BYTES) throw new AppError("too_large", "upload too large", { field: "file", say: `${file.name} has ${Math.ceil(file.size / 1_000_000)} MB. The most is 20 MB.` });
  if (file.size === 0) throw new AppError("image_unreadable", "empty upload", { field: "file", say: `${file.name} is empty.` });
  try {
    return await at.images.ingest(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, error.message, { field: "file", say: `${file.name}: ${error.say}`, cause: error });
    throw error;
  }
}
