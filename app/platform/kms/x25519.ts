import { createHash, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from "node:crypto";

/** X25519 keys as 32 raw bytes; before them stands what makes PKCS #8 and SPKI of them (RFC 8410 §4 and §7). */
const RAW_BYTES = 32;
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI = Buffer.from("302a300506032b656e032100", "hex");

export function privateKeyOf(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: "der", type: "pkcs8" });
}

/** The public half of either kind of key, as raw bytes. */
export function rawPublicKey(key: KeyObject): Buffer {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return half.export({ format: "der", type: "spki" }).subarray(-RAW_BYTES);
}

/** A pair as base64, for the environment: web gets the public key, the worker the private one. */
export function newKeyPair(): { publicKey: string; privateKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const raw = privateKey.export({ format: "der", type: "pkcs8" }).subarray(-RAW_BYTES);
  return { publicKey: rawPublicKey(publicKey).toString("base64"), privateKey: raw.toString("base64") };
}

/** The public key that belongs to a private one, both as base64. */
export function publicKeyFor(privateKey: string): string {
  return rawPublicKey(privateKeyOf(Buffer.from(privateKey, "base64"))).toString("base64");
}

/** What a record names its key by. */
export function keyIdOf(rawPublic: Uint8Array): string {
  return `x25519:${createHash("sha256").update(rawPublic).digest("base64url").slice(0, 22)}`;
}

/** A fresh ephemeral key, and the secret that it shares with the holder of the private key (RFC 7748 §6.1). */
export function shareWith(rawPublic: Uint8Array): { ephemeral: Buffer; shared: Buffer } {
  const pair = generateKeyPairSync("x25519");
  return { ephemeral: rawPublicKey(pair.publicKey), shared: agree(pair.privateKey, rawPublic) };
}

/** The shared secret. Throws for a point of small order, whose secret would be known to everybody. */
export function agree(privateKey: KeyObject, rawPublic: Uint8Array): Buffer {
  return diffieHellman({ privateKey, publicKey: createPublicKey({ key: Buffer.concat([SPKI, rawPublic]), format: "der", type: "spki" }) });
}
