import { randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "#app/core/errors.ts";
import type { SealedKey } from "#app/core/vault/sealed-key.ts";
import { gcmDecrypt, gcmEncrypt } from "./aes-gcm.ts";
import type { Binding } from "./binding.ts";
import { derive } from "./derive.ts";

/** A random iv of 96 bits (RFC 5116 §5.1). Each record has a data key of its own, so none meets a key twice. */
const IV_BYTES = 12;

/** The part of a record that the data key makes; the rest says who can read the data key. */
type Envelope = Pick<SealedKey, "iv" | "ciphertext" | "tag" | "commitment">;

/** Encrypts under a data key. */
export function sealEnvelope(plaintext: Uint8Array, dataKey: Uint8Array, binding: Binding): Envelope {
  const iv = randomBytes(IV_BYTES);
  const { key, commitment } = keysOf(dataKey, iv, binding);
  try {
    const { ciphertext, tag } = gcmEncrypt(key, iv, plaintext, binding.bytes);
    return { iv: text(iv), ciphertext: text(ciphertext), tag: text(tag), commitment: text(commitment) };
  } finally {
    key.fill(0);
  }
}

/**
 * The plaintext under a data key. The commitment is compared first: GCM alone lets one ciphertext open
 * under two keys, each with another text (AWS Encryption SDK, "key commitment").
 */
export function openEnvelope(sealed: Envelope, dataKey: Uint8Array, binding: Binding): Buffer {
  const iv = bytes(sealed.iv);
  const { key, commitment } = keysOf(dataKey, iv, binding);
  try {
    if (!timingSafeEqual(commitment, bytes(sealed.commitment))) throw new AppError("key_unreadable", "a sealed key has another commitment than its data key makes");
    return gcmDecrypt(key, iv, { ciphertext: bytes(sealed.ciphertext), tag: bytes(sealed.tag) }, binding.bytes);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("key_unreadable", "a sealed key's ciphertext or tag was changed");
  } finally {
    key.fill(0);
  }
}

/** Two values out of one data key, neither of which tells the other: the key that encrypts, and the commitment to it. */
function keysOf(dataKey: Uint8Array, iv: Uint8Array, binding: Binding): { key: Buffer; commitment: Buffer } {
  const both = derive(dataKey, iv, "A256GCM", binding, 64);
  return { key: both.subarray(0, 32), commitment: both.subarray(32) };
}

const text = (value: Buffer): string => value.toString("base64url");
const bytes = (value: string): Buffer => Buffer.from(value, "base64url");
