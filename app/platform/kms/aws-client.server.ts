import type { KMSClientConfig } from "@aws-sdk/client-kms";

/** One attempt and all attempts together, in ms: the KMS answers in a few milliseconds or has a bad day. */
const ATTEMPT_MS = 3_000;
const DEADLINE_MS = 10_000;
const MOST_ATTEMPTS = 4;
/** `arn:aws:kms:eu-west-1:111122223333:key/1234abcd-…`. No alias: whoever may move an alias would choose the key. */
export const KEY_ARN = /^arn:(aws|aws-cn|aws-us-gov):kms:([a-z0-9-]+):\d{12}:key\/[\w-]+$/;

/** Whether an address can only be AWS's: the public one of a region, or a VPC endpoint. */
export function isAwsEndpoint(address: string): boolean {
  const { protocol, hostname, port } = new URL(address);
  return protocol === "https:" && port === "" && /^([\w-]+\.)?kms(-fips)?\.[a-z0-9-]+(\.vpce)?\.amazonaws\.com(\.cn)?$/.test(hostname);
}

export interface AwsKmsOptions {
  /** The ARN of the key; its region is where the KMS is asked. */
  readonly keyId: string;
  /** Another address than AWS's public one of the region. */
  readonly endpoint?: string | undefined;
  /** Where they are not what the AWS SDK finds by itself (environment, role of the task or machine). */
  readonly credentials?: KMSClientConfig["credentials"];
}

/** AWS KMS said no or nothing: only the name of the error is kept, because an answer may hold a data key. */
export class KmsFault extends Error {
  override readonly name = "KmsFault";
  readonly code: string;

  constructor(operation: string, code: string) {
    super(`AWS KMS ${operation}: ${code}`);
    this.code = code;
  }
}

export type AwsKms = Awaited<ReturnType<typeof openAwsKms>>;

/** The operations that the vault uses. The SDK is loaded here, so that the local driver does without it. */
export async function openAwsKms({ keyId, endpoint, credentials }: AwsKmsOptions) {
  const [, partition, region = ""] = KEY_ARN.exec(keyId) ?? [];
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-kms");
  const client = new sdk.KMSClient({
    region, maxAttempts: MOST_ATTEMPTS, ...(credentials ? { credentials } : {}),
    // Always explicit: the SDK would else take an address from AWS_ENDPOINT_URL or a file.
    endpoint: endpoint ?? `https://kms.${region}.${partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}`,
    requestHandler: { connectionTimeout: ATTEMPT_MS, requestTimeout: ATTEMPT_MS, throwOnRequestTimeout: true },
  });
  const within = () => ({ abortSignal: AbortSignal.timeout(DEADLINE_MS) });
  const EncryptionContext = (fields: Readonly<Record<string, string>>) => ({ ...fields });
  return {
    keyId,
    generateDataKey: (fields: Readonly<Record<string, string>>) => answered("GenerateDataKey", async () => {
      const made = await client.send(new sdk.GenerateDataKeyCommand({ KeyId: keyId, KeySpec: "AES_256", EncryptionContext: EncryptionContext(fields) }), within());
      return { plaintext: taken(made.Plaintext), wrapped: given(made.CiphertextBlob), kmsKeyId: given(made.KeyId) };
    }),
    decrypt: (from: string, wrapped: Uint8Array, fields: Readonly<Record<string, string>>) => answered("Decrypt", async () => {
      const opened = await client.send(new sdk.DecryptCommand({ KeyId: from, CiphertextBlob: wrapped, EncryptionContext: EncryptionContext(fields) }), within());
      return taken(opened.Plaintext);
    }),
    reEncrypt: (from: string, wrapped: Uint8Array, fields: Readonly<Record<string, string>>) => answered("ReEncrypt", async () => {
      const moved = await client.send(new sdk.ReEncryptCommand({ SourceKeyId: from, DestinationKeyId: keyId, CiphertextBlob: wrapped, SourceEncryptionContext: EncryptionContext(fields), DestinationEncryptionContext: EncryptionContext(fields) }), within());
      return { wrapped: given(moved.CiphertextBlob), kmsKeyId: given(moved.KeyId) };
    }),
    close: () => client.destroy(),
  };
}

async function answered<T>(operation: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new KmsFault(operation, error instanceof Error ? error.name : "unknown");
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("an answer without its field");
  return value;
}

/** The bytes in a buffer of our own; the SDK's are overwritten. */
function taken(value: Uint8Array | undefined): Buffer {
  const bytes = given(value);
  const own = Buffer.alloc(bytes.length, bytes);
  bytes.fill(0);
  return own;
}
