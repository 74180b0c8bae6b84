import type { Secret } from "#app/core/secret.ts";

/** The two kinds of process. Migrations and scripts are neither. */
export type ProcessRole = "web" | "worker";

/** What the environment says about the vault, as the schema of env.server.ts gives it. */
interface VaultEnvironment {
  readonly KMS_DRIVER: "local" | "aws";
  readonly KMS_PUBLIC_KEY?: string | undefined;
  readonly KMS_PRIVATE_KEY?: Secret | undefined;
  readonly KMS_FORMER_PRIVATE_KEYS: readonly Secret[];
  readonly KMS_KEY_ID?: string | undefined;
  readonly KMS_FORMER_KEY_IDS: readonly string[];
  readonly KMS_ENDPOINT?: string | undefined;
  readonly KMS_SELF_TEST?: string | undefined;
  readonly KMS_BOOT_CHECK: "refuse" | "skip";
}

interface AwsSettings {
  readonly driver: "aws";
  readonly keyId: string;
  readonly endpoint: string | undefined;
}

/** What a worker has to prove at its start. */
interface WorkerProof {
  readonly role: "worker";
  readonly selfTest: string | undefined;
}

/** What one process needs to open its half of the vault, and nothing of the other half. */
export type VaultSettings = { readonly bootCheck: "refuse" | "skip" } & (
  | { readonly driver: "local"; readonly role: "web"; readonly publicKey: string }
  | ({ readonly driver: "local"; readonly privateKey: Secret; readonly formerPrivateKeys: readonly Secret[] } & WorkerProof)
  | (AwsSettings & { readonly role: "web" })
  | (AwsSettings & { readonly formerKeyIds: readonly string[] } & WorkerProof)
);

/** The settings of this process's half, or what speaks against its start. */
export function vaultSettings(env: VaultEnvironment, role: ProcessRole): VaultSettings | { readonly faults: readonly string[] } {
  const { KMS_DRIVER: driver, KMS_PUBLIC_KEY: publicKey, KMS_PRIVATE_KEY: privateKey, KMS_FORMER_PRIVATE_KEYS: formerPrivateKeys, KMS_KEY_ID: keyId, KMS_FORMER_KEY_IDS: formerKeyIds, KMS_ENDPOINT: endpoint, KMS_SELF_TEST: selfTest, KMS_BOOT_CHECK: bootCheck } = env;
  if (role === "web" && (privateKey || formerPrivateKeys.length)) return { faults: ["KMS_PRIVATE_KEY, KMS_FORMER_PRIVATE_KEYS: a web process must not be able to open keys, give them to workers only"] };
  if (driver === "local" && role === "web") return publicKey ? { driver, role, bootCheck, publicKey } : missing("KMS_PUBLIC_KEY", "the public half of the vault's key");
  if (driver === "local" && role === "worker") return privateKey ? { driver, role, bootCheck, privateKey, formerPrivateKeys, selfTest } : missing("KMS_PRIVATE_KEY", "the private half of the vault's key");
  if (!keyId) return missing("KMS_KEY_ID", "the ARN of the key in AWS KMS");
  if (role === "web") return { driver: "aws", role, bootCheck, keyId, endpoint };
  if (!selfTest && bootCheck === "refuse") return missing("KMS_SELF_TEST", "a record that the worker must open at its start, from `npm run vault -- self-test`");
  return { driver: "aws", role, bootCheck, keyId, formerKeyIds, endpoint, selfTest };
}

function missing(name: string, what: string): { faults: readonly string[] } {
  return { faults: [`${name}: is missing. It is ${what}`] };
}
