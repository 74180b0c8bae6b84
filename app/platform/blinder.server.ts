import { createHmac, hkdfSync } from "node:crypto";
import type { Blind } from "#app/core/privacy/person.ts";
import type { Secret } from "#app/core/secret.ts";

/** Keyed hashes of what names a person or a shop: equal for equal texts of this installation, and nothing to read or to try out without its key. */
export function createBlinder(key: Secret): Blind {
  const own = Buffer.from(hkdfSync("sha256", Buffer.from(key.reveal(), "base64"), Buffer.alloc(0), "piccaso/blind/1", 32));
  return (text) => createHmac("sha256", own).update(text).digest("base64url");
}
