import type { Opener } from "#app/core/ports/vault.ts";
import { EnvironmentError } from "../env.server.ts";
import { KmsFault, type AwsKms } from "./aws-client.server.ts";
import { bindingOf } from "./binding.ts";
import { openSelfTest, SELF_TEST } from "./self-test.ts";

/** How AWS KMS refuses who lacks the right (AWS KMS API reference, common errors). */
const DENIED = "AccessDeniedException";
const { fields } = bindingOf(SELF_TEST);

/** Proves that this web process's AWS role can make data keys and cannot read them: it makes one and tries. */
export async function checkAwsWeb(kms: AwsKms): Promise<void> {
  const made = await kms.generateDataKey(fields).catch((error: unknown) => { throw refusal("web", `it must be allowed kms:GenerateDataKey (${codeOf(error)})`); });
  made.plaintext.fill(0);
  const decrypted = await outcome(kms.decrypt(made.kmsKeyId, made.wrapped, fields));
  if (decrypted === "allowed") throw refusal("web", "it is allowed kms:Decrypt, take that right away");
  if (decrypted !== DENIED) throw refusal("web", `whether kms:Decrypt is denied could not be told (${decrypted})`);
}

/** Proves that this worker's AWS role makes no data keys, the other side of the split. */
export async function checkAwsWorker(kms: AwsKms): Promise<void> {
  const made = await outcome(kms.generateDataKey(fields));
  if (made === "allowed") throw refusal("worker", "it is allowed kms:GenerateDataKey, take that right away");
  if (made !== DENIED) throw refusal("worker", `whether kms:GenerateDataKey is denied could not be told (${made})`);
}

/** Proves that a worker opens what web seals, with either driver. */
export async function checkOpens(opener: Opener, selfTest: string): Promise<void> {
  await openSelfTest(opener, selfTest).catch((error: unknown) => {
    throw refusal("worker", `it cannot open KMS_SELF_TEST (${error instanceof Error ? error.message : "unknown"})`);
  });
}

function refusal(role: string, why: string): EnvironmentError {
  return new EnvironmentError(`The ${role} process does not start, because of the vault of API keys (KMS_KEY_ID, KMS_BOOT_CHECK): ${why}.`);
}

async function outcome(asked: Promise<unknown>): Promise<string> {
  return asked.then(() => "allowed", codeOf);
}

function codeOf(error: unknown): string {
  return error instanceof KmsFault ? error.code : "unknown";
}
