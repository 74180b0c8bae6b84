import { data } from "@remix-run/node";
import { z } from "zod";
import type { Log } from "#app/core/context.ts";
import { AppError, toAppError, type ErrorCode } from "#app/core/errors.ts";

/** What a page is told of a failure: what happened and what to do, and which field it is about. */
export interface Fault {
  readonly code: ErrorCode;
  readonly say: string;
  readonly field: string | null;
}

/** A failure in the app's words. A form that does not fit its schema is the merchant's to correct, not ours to report. */
function named(thrown: unknown): AppError {
  if (!(thrown instanceof z.ZodError)) return toAppError(thrown);
  const [issue] = thrown.issues;
  return new AppError("invalid_input", "a form does not fit", issue ? { say: issue.message, field: issue.path.join("."), cause: thrown } : { cause: thrown });
}

/** For loaders: the result, or a thrown Response with `code` and `say`. Sign-in's own Responses pass. */
export async function answer<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Response) throw thrown;
    const error = named(thrown);
    // What the table does not name must reach the log with its cause, and the page must not show it.
    if (error.code === "internal") throw thrown;
    throw data({ code: error.code, say: error.say }, { status: error.status });
  }
}

/** For actions: `{ok: true, result}`, or `{ok: false, error}` with the error's status, to be shown beside its cause. */
export async function act<T>(at: { readonly log: Log }, work: () => T | Promise<T>) {
  try {
    return data({ ok: true as const, result: await work() });
  } catch (thrown) {
    if (thrown instanceof Response) throw thrown;
    const error = named(thrown);
    // The page keeps what was typed and says that it failed; the cause is for the log alone.
    if (error.code === "internal") at.log.error({ error: thrown }, "an action failed");
    const fault: Fault = { code: error.code, say: error.say, field: error.field ?? null };
    return data({ ok: false as const, error: fault }, { status: error.status });
  }
}

/** What a page sent as JSON, checked. */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const body: unknown = await request.json().catch(() => null);
  return schema.parse(body);
}

/** The one file of a multipart form. */
export function readFile(form: FormData, name: string): File {
  const file = form.get(name);
  if (!(file instanceof File) || file.size === 0) throw new AppError("invalid_input", "no file", { field: name, say: "This file is empty. Choose another one." });
  return file;
}
