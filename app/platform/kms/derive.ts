import { hkdfSync } from "node:crypto";
import type { Binding } from "./binding.ts";

/** So many bytes for one purpose in one context, by HKDF with SHA-256 (RFC 5869). */
export function derive(secret: Uint8Array, salt: Uint8Array, purpose: string, binding: Binding, length: number): Buffer {
  const info = Buffer.concat([Buffer.from(`piccaso/vault/1/${purpose}\0`), binding.bytes]);
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}
