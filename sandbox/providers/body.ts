import { z } from "zod";
import { piecesOf } from "../pieces.ts";
import { Refused, type Call, type Errors } from "./provider.ts";

/** The most that a request may have, in bytes. */
export const MOST_BODY = 60_000_000;

/** The body, if it is not too large. */
export async function bytesOf({ request }: Call, errors: Errors): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Refused(errors.invalid(`The request is larger than ${MOST_BODY / 1_000_000} MB.`, 413));
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BODY) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of piecesOf(request.body)) {
    size += chunk.byteLength;
    if (size > MOST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A JSON body in a shape, or the provider's own error. */
export async function jsonOf<T>(call: Call, errors: Errors, schema: z.ZodType<T>, status: 400 | 422 = 400): Promise<T> {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(await bytesOf(call, errors)).toString("utf8"));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(errors.invalid("We could not parse the JSON body of your request.", status));
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new Refused(errors.invalid(`Invalid value for '${first?.path.join(".") ?? "body"}': ${first?.message ?? "unreadable"}`, status));
}
