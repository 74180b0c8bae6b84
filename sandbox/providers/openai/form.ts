import { z } from "zod";
import { QUALITIES, type Refusal } from "./sizes.ts";

const Wanted = {
  model: z.string().default("gpt-image-2"), prompt: z.string().min(1).max(32_000), size: z.string().default("auto"), quality: z.enum(["auto", ...QUALITIES]).default("auto"),
  output_format: z.enum(["png", "jpeg", "webp"]).default("png"), background: z.enum(["auto", "opaque", "transparent"]).default("auto"),
};

/** POST /images/generations. Fields that change nothing here are let through. */
export const Generation = z.object({ ...Wanted, n: z.int().min(1).max(10).default(1) });
export type Generation = z.output<typeof Generation>;

/** The text fields of POST /images/edits: all are strings in a form. */
const Edit = z.object({ ...Wanted, n: z.coerce.number().int().min(1).max(10).default(1) });

export interface EditForm extends Generation {
  readonly images: readonly Uint8Array<ArrayBuffer>[];
  readonly mask: Uint8Array<ArrayBuffer> | undefined;
}

/** Reads a form of POST /images/edits. */
export async function readEdit(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<EditForm | Refusal> {
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData().catch(() => undefined);
  if (!form) return { refusal: "The body is not a form that can be read. Send multipart/form-data." };
  const files = async (...names: readonly string[]) => Promise.all(names.flatMap((name) => form.getAll(name)).filter((part) => part instanceof File).map(async (file) => new Uint8Array(await file.arrayBuffer())));
  const texts = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  const parsed = Edit.safeParse(texts);
  if (!parsed.success) return { refusal: `Invalid value for '${parsed.error.issues[0]?.path.join(".") ?? ""}': ${parsed.error.issues[0]?.message ?? ""}` };
  const images = await files("image", "image[]");
  if (images.length === 0 || images.length > 16) return { refusal: images.length === 0 ? "Missing required parameter: 'image'." : "At most 16 images can be sent." };
  return { ...parsed.data, images, mask: (await files("mask"))[0] };
}
