import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Docs } from "../state.ts";
import { arnOf, decrypt, encrypt, keyIdIn, newMaterial, type KmsKey } from "./key.ts";

/** The key that a fresh sandbox has, as an account has one after its set-up. */
export const FIRST_KEY = "00000000-0000-4000-8000-000000000001";

/** An error as KMS names it. */
export class KmsError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

// AWS KMS API reference: at most 6144 bytes of ciphertext, 2048 of a key id.
const KeyId = z.string().min(1).max(2048);
const Blob = z.base64().max(8192).transform((text) => Buffer.from(text, "base64"));
const Context = z.record(z.string(), z.string()).default({});
const Named = z.object({ KeyId });

export type Operation = (body: unknown) => Promise<object>;

/** The operations that the app uses, and what a test needs to set a key up. Names and errors are those of the AWS KMS API reference. */
export function operationsOn(keys: Docs<KmsKey>): Readonly<Record<string, Operation>> {
  const find = (named: string): KmsKey => {
    const key = keys.get(named.replace(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\//, ""));
    if (!key || (named.startsWith("arn:") && named !== arnOf(key.id))) throw new KmsError("NotFoundException", `Key '${named}' does not exist`);
    return key;
  };
  const usable = (named: string): KmsKey => {
    const key = find(named);
    if (key.state === "PendingDeletion") throw new KmsError("KMSInvalidStateException", `${arnOf(key.id)} is pending deletion.`);
    return key;
  };
  const open = (blob: Buffer, named: string | undefined, context: Record<string, string>): { key: KmsKey; plaintext: Buffer } => {
    const inside = keyIdIn(blob);
    if (!keys.get(inside)) throw new KmsError("InvalidCiphertextException", "");
    const key = usable(named ?? inside);
    if (key.id !== inside) throw new KmsError("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");
    try {
      return { key, plaintext: decrypt(key, blob, context) };
    } catch {
      throw new KmsError("InvalidCiphertextException", "");
    }
  };
  const change = async (named: string, change: Partial<KmsKey>) => {
    const key = { ...usable(named), ...change };
    await keys.put(key.id, key);
    return key;
  };
  const metadata = ({ id, state, createdAt }: KmsKey) => ({ KeyId: id, Arn: arnOf(id), AWSAccountId: arnOf(id).split(":")[4], CreationDate: createdAt / 1000, Enabled: state === "Enabled", KeyState: state, KeyUsage: "ENCRYPT_DECRYPT", KeySpec: "SYMMETRIC_DEFAULT", KeyManager: "CUSTOMER", Origin: "AWS_KMS", MultiRegion: false });

  return {
    GenerateDataKey: async (body) => {
      const { KeyId: named, EncryptionContext } = z.object({ KeyId, KeySpec: z.literal("AES_256"), EncryptionContext: Context }).parse(body);
      const key = usable(named);
      const plaintext = randomBytes(32);
      return { KeyId: arnOf(key.id), Plaintext: plaintext.toString("base64"), CiphertextBlob: encrypt(key, plaintext, EncryptionContext).toString("base64") };
    },
    Decrypt: async (body) => {
      const { KeyId: named, CiphertextBlob, EncryptionContext } = z.object({ KeyId: KeyId.optional(), CiphertextBlob: Blob, EncryptionContext: Context }).parse(body);
      const { key, plaintext } = open(CiphertextBlob, named, EncryptionContext);
      return { KeyId: arnOf(key.id), Plaintext: plaintext.toString("base64"), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
    },
    ReEncrypt: async (body) => {
      const asked = z.object({ SourceKeyId: KeyId.optional(), DestinationKeyId: KeyId, CiphertextBlob: Blob, SourceEncryptionContext: Context, DestinationEncryptionContext: Context }).parse(body);
      const to = usable(asked.DestinationKeyId);
      const { key: from, plaintext } = open(asked.CiphertextBlob, asked.SourceKeyId, asked.SourceEncryptionContext);
      return { SourceKeyId: arnOf(from.id), KeyId: arnOf(to.id), CiphertextBlob: encrypt(to, plaintext, asked.DestinationEncryptionContext).toString("base64") };
    },
    DescribeKey: async (body) => ({ KeyMetadata: metadata(find(Named.parse(body).KeyId)) }),
    CreateKey: async () => {
      const key: KmsKey = { id: randomUUID(), state: "Enabled", rotation: false, materials: [newMaterial()], createdAt: Date.now() };
      await keys.put(key.id, key);
      return { KeyMetadata: metadata(key) };
    },
    EnableKeyRotation: async (body) => {
      await change(Named.parse(body).KeyId, { rotation: true });
      return {};
    },
    RotateKeyOnDemand: async (body) => {
      const { KeyId: named } = Named.parse(body);
      const key = await change(named, { materials: [...usable(named).materials, newMaterial()] });
      return { KeyId: arnOf(key.id) };
    },
    ScheduleKeyDeletion: async (body) => {
      const key = await change(Named.parse(body).KeyId, { state: "PendingDeletion" });
      return { KeyId: arnOf(key.id), KeyState: key.state };
    },
  };
}

/** Makes the first key where there is none. */
export async function ensureFirstKey(keys: Docs<KmsKey>): Promise<void> {
  if (!keys.get(FIRST_KEY)) await keys.put(FIRST_KEY, { id: FIRST_KEY, state: "Enabled", rotation: true, materials: [newMaterial()], createdAt: Date.now() });
}
