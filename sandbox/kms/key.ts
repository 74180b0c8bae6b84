import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";

/** A KMS key as it is kept. `materials` are its generations, newest last: after a rotation the old ones still open. */
export const KmsKey = z.object({ id: z.string(), state: z.enum(["Enabled", "PendingDeletion"]), rotation: z.boolean(), materials: z.array(z.string()).min(1), createdAt: z.number() });
export type KmsKey = z.output<typeof KmsKey>;

/** What was bound in. Names and values; their order does not count. */
export type EncryptionContext = Readonly<Record<string, string>>;

const REGION = "eu-west-1";
const ACCOUNT = "000000000000";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 36;
const HEADER_BYTES = ID_BYTES + 1;

export function arnOf(id: string): string {
  return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
}

export function newMaterial(): string {
  return randomBytes(32).toString("base64");
}

/** A ciphertext as KMS gives it: it names its key and generation, and opens with the same context only. */
export function encrypt(key: KmsKey, plaintext: Uint8Array, context: EncryptionContext): Buffer {
  const generation = key.materials.length - 1;
  const header = Buffer.concat([Buffer.from(key.id.padEnd(ID_BYTES)), Buffer.from([generation])]);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", material(key, generation), iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([header, canonical(context)]));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
}

/** The id of the key that a ciphertext names. */
export function keyIdIn(blob: Buffer): string {
  return blob.subarray(0, ID_BYTES).toString("latin1").trimEnd();
}

/** The plaintext. Throws for a changed byte or another context. */
export function decrypt(key: KmsKey, blob: Buffer, context: EncryptionContext): Buffer {
  const ivEnd = HEADER_BYTES + IV_BYTES;
  const tagEnd = ivEnd + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", material(key, blob[ID_BYTES]), blob.subarray(HEADER_BYTES, ivEnd), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([blob.subarray(0, HEADER_BYTES), canonical(context)]));
  decipher.setAuthTag(blob.subarray(ivEnd, tagEnd));
  return Buffer.concat([decipher.update(blob.subarray(tagEnd)), decipher.final()]);
}

function material(key: KmsKey, generation: number | undefined): Buffer {
  return Buffer.from(key.materials[generation ?? -1] ?? "", "base64");
}

function canonical(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}
