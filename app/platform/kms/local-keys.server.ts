import { randomBytes, type KeyObject } from "node:crypto";
import { AppError } from "#app/core/errors.ts";
import type { Secret } from "#app/core/secret.ts";
import { gcmDecrypt, gcmEncrypt } from "./aes-gcm.ts";
import type { Binding } from "./binding.ts";
import type { DataKeyMaker, DataKeyReader, WrappedDataKey } from "./data-keys.ts";
import { derive } from "./derive.ts";
import { agree, keyIdOf, privateKeyOf, rawPublicKey, shareWith } from "./x25519.ts";

const DATA_KEY_BYTES = 32;
/** A wrapped data key: ephemeral public key, iv, ciphertext, tag. */
const EPHEMERAL_END = 32;
const IV_END = EPHEMERAL_END + 12;
const CIPHERTEXT_END = IV_END + DATA_KEY_BYTES;
const WRAPPED_BYTES = CIPHERTEXT_END + 16;

/** The local KMS of a web process: it holds the public key, so what it wraps it cannot read. */
export function localMaker(publicKey: string): DataKeyMaker {
  const raw = Buffer.from(publicKey, "base64");
  const kmsKeyId = keyIdOf(raw);
  return {
    kms: "local",
    make: async (binding) => {
      const plaintext = randomBytes(DATA_KEY_BYTES);
      return { plaintext, kmsKeyId, wrapped: wrap(plaintext, raw, binding) };
    },
  };
}

/** The local KMS of a worker: the newest private key wraps again, the former ones still read. */
export function localReader(newest: Secret, former: readonly Secret[]): DataKeyReader {
  const held = [newest, ...former].map((key) => privateKeyOf(Buffer.from(key.reveal(), "base64")));
  const byId = new Map(held.map((key) => [keyIdOf(rawPublicKey(key)), key]));
  const [newestKeyId = ""] = byId.keys();
  const unwrap = ({ kmsKeyId, wrapped }: WrappedDataKey, binding: Binding): Buffer => {
    const key = byId.get(kmsKeyId);
    if (!key) throw new AppError("key_unreadable", "a sealed key names a vault key that this worker does not have");
    return unwrapWith(key, wrapped, binding);
  };
  return {
    kms: "local",
    newestKeyId,
    unwrap: async (wrapped, binding) => unwrap(wrapped, binding),
    rewrap: async (wrapped, binding) => {
      const dataKey = unwrap(wrapped, binding);
      try {
        const key = byId.get(newestKeyId);
        if (!key) throw new AppError("internal", "the vault has no key");
        return { kmsKeyId: newestKeyId, wrapped: wrap(dataKey, rawPublicKey(key), binding) };
      } finally {
        dataKey.fill(0);
      }
    },
  };
}

/** Ephemeral-static X25519 (RFC 7748), HKDF over both public keys and the context, AES-256-GCM: the shape of RFC 9180. */
function wrap(dataKey: Buffer, rawPublic: Buffer, binding: Binding): Buffer {
  const { ephemeral, shared } = shareWith(rawPublic);
  const key = derive(shared, Buffer.concat([ephemeral, rawPublic]), "wrap", binding, 32);
  const iv = randomBytes(IV_END - EPHEMERAL_END);
  const { ciphertext, tag } = gcmEncrypt(key, iv, dataKey, binding.bytes);
  shared.fill(0);
  key.fill(0);
  return Buffer.concat([ephemeral, iv, ciphertext, tag]);
}

function unwrapWith(privateKey: KeyObject, wrapped: Uint8Array, binding: Binding): Buffer {
  try {
    if (wrapped.length !== WRAPPED_BYTES) throw new Error("of another length");
    const ephemeral = wrapped.subarray(0, EPHEMERAL_END);
    const shared = agree(privateKey, ephemeral);
    const key = derive(shared, Buffer.concat([ephemeral, rawPublicKey(privateKey)]), "wrap", binding, 32);
    shared.fill(0);
    try {
      return gcmDecrypt(key, wrapped.subarray(EPHEMERAL_END, IV_END), { ciphertext: Buffer.from(wrapped.subarray(IV_END, CIPHERTEXT_END)), tag: Buffer.from(wrapped.subarray(CIPHERTEXT_END)) }, binding.bytes);
    } finally {
      key.fill(0);
    }
  } catch {
    throw new AppError("key_unreadable", "a wrapped data key was changed, or belongs to another place");
  }
}
