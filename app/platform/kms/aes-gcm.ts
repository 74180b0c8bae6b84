import { createCipheriv, createDecipheriv, type CipherGCMTypes } from "node:crypto";

/** Always the full tag. Without the length Node accepts one that was cut to four bytes. */
const TAG_BYTES = 16;
/** The vault's own keys have 32 bytes and its ivs 12; the other sizes of AES are here so that every test vector can be run. */
const ALGORITHMS: ReadonlyMap<number, CipherGCMTypes> = new Map([[16, "aes-128-gcm"], [24, "aes-192-gcm"], [32, "aes-256-gcm"]]);

export interface Encrypted {
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/** AES-GCM (RFC 5116 §5, NIST SP 800-38D) with associated data. A key and an iv may meet once only. */
export function gcmEncrypt(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array, associated: Uint8Array): Encrypted {
  const cipher = createCipheriv(algorithmOf(key), key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** The plaintext. Throws when anything differs from what was encrypted. */
export function gcmDecrypt(key: Uint8Array, iv: Uint8Array, { ciphertext, tag }: Encrypted, associated: Uint8Array): Buffer {
  const decipher = createDecipheriv(algorithmOf(key), key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(tag);
  const unproven = decipher.update(ciphertext);
  try {
    return Buffer.concat([unproven, decipher.final()]);
  } finally {
    unproven.fill(0);
  }
}

function algorithmOf(key: Uint8Array): CipherGCMTypes {
  const algorithm = ALGORITHMS.get(key.length);
  if (!algorithm) throw new Error(`AES takes no key of ${key.length} bytes`);
  return algorithm;
}
