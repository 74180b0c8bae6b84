import { z } from "zod";
import { AppError, isErrorCode } from "#app/core/errors.ts";
import { Encoding, ImageOperation, type ImageRecipe } from "#app/core/image/recipe.ts";
import { ingest } from "./ingest.ts";
import { decoding, openImage } from "./guard.ts";
import { measure, OperationError, render } from "./render.ts";

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const Recipe: z.ZodType<ImageRecipe> = z.lazy(() => z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("source"), source: z.discriminatedUnion("from", [z.object({ from: z.literal("stored"), hash: z.string() }), z.object({ from: z.literal("shop"), url: z.string() })]) }),
  z.object({ kind: z.literal("operation"), at: z.string(), operation: ImageOperation, inputs: z.array(Recipe) }),
]));

/** What a decoding process is asked to do. */
export const Task = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("inspect"), bytes: Bytes }),
  z.object({ kind: z.literal("verify"), bytes: Bytes }),
  z.object({ kind: z.literal("ingest"), bytes: Bytes }),
  z.object({ kind: z.literal("thumbnail"), bytes: Bytes, width: z.int() }),
  z.object({ kind: z.literal("render"), recipe: Recipe, encoding: Encoding, sources: z.map(z.string(), Bytes) }),
  z.object({ kind: z.literal("measure"), recipe: Recipe, sources: z.map(z.string(), Bytes) }),
]);
export type Task = z.output<typeof Task>;

/** An error on its way back to the parent. */
export const Failure = z.object({ code: z.string(), message: z.string(), say: z.string(), at: z.string().nullable() });
export type Failure = z.output<typeof Failure>;

/** Does one task. Throws AppError. */
export async function perform(task: Task): Promise<unknown> {
  switch (task.kind) {
    case "inspect": return inspect(task.bytes);
    case "verify": return verify(task.bytes);
    case "ingest": return ingest(task.bytes);
    case "thumbnail": return thumbnail(task.bytes, task.width);
    case "render": return render(task.recipe, task.encoding, task.sources);
    case "measure": return measure(task.recipe, task.sources);
  }
}

async function inspect(bytes: Uint8Array): Promise<{ mime: string; width: number; height: number; hasAlpha: boolean }> {
  const { kind, width, height, hasAlpha } = await openImage(bytes);
  return { mime: `image/${kind}`, width, height, hasAlpha };
}

/** Shrinks it to one pixel, which takes no memory and reads every row. */
async function verify(bytes: Uint8Array): Promise<{ mime: string; width: number; height: number }> {
  const { kind, image, width, height } = await openImage(bytes);
  await decoding(() => image.resize(1, 1, { fit: "fill" }).raw().toBuffer());
  return { mime: `image/${kind}`, width, height };
}

async function thumbnail(bytes: Uint8Array, width: number): Promise<Uint8Array> {
  const { image } = await openImage(bytes);
  return decoding(() => image.resize(width, width, { fit: "inside", withoutEnlargement: true }).webp({ quality: 80, effort: 3 }).toBuffer());
}

/** An error as data. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message, say: thrown.say, at: thrown instanceof OperationError ? thrown.at : null };
  return { code: "internal", message: thrown instanceof Error ? thrown.message : String(thrown), say: "", at: null };
}

/** Data as the error that it was. */
export function errorOf({ code, message, say, at }: Failure): AppError {
  const error = new AppError(isErrorCode(code) ? code : "internal", message, say ? { say } : {});
  return at === null ? error : new OperationError(at, error);
}
