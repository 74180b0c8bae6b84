import { z } from "zod";
import type { KeyContext } from "#app/core/ports/vault.ts";
import { AppError } from "#app/core/errors.ts";

const ID = z.string().regex(/^[\w.:-]{1,100}$/);
const Context = z.strictObject({ workspaceId: ID, keyId: ID, provider: ID, version: z.number().int().positive() });

/** A key's context in the two forms that are needed; both say the same. */
export interface Binding {
  /** AWS KMS's encryption context: names and values are text, and stand in CloudTrail. */
  readonly fields: Readonly<Record<"app" | "key" | "provider" | "version" | "workspace", string>>;
  /** The same as canonical JSON (names in order, no spaces), for associated data and key derivation. */
  readonly bytes: Buffer;
}

/** Binds a key to its place. Plain ids only, so that no two contexts have one spelling. */
export function bindingOf(context: KeyContext): Binding {
  const parsed = Context.safeParse(context);
  if (!parsed.success) throw new AppError("internal", `a key's context is malformed at ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}`);
  const { keyId, provider, version, workspaceId } = parsed.data;
  const fields = { app: "piccaso", key: keyId, provider, version: String(version), workspace: workspaceId };
  return { fields, bytes: Buffer.from(JSON.stringify(fields)) };
}
