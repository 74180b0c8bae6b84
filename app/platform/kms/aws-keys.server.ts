import { AppError } from "#app/core/errors.ts";
import { KmsFault, type AwsKms } from "./aws-client.server.ts";
import type { DataKeyMaker, DataKeyReader, WrappedDataKey } from "./data-keys.ts";

/** What AWS says of a ciphertext or a key that will not open by waiting (AWS KMS API reference, errors of Decrypt). */
const UNREADABLE: readonly string[] = ["InvalidCiphertextException", "IncorrectKeyException", "NotFoundException", "KMSInvalidStateException", "InvalidKeyUsageException", "ValidationException"];
const DATA_KEY_BYTES = 32;

/** AWS KMS as a web process sees it; its role in AWS has kms:GenerateDataKey and nothing else. */
export function awsMaker(kms: AwsKms): DataKeyMaker {
  return {
    kms: "aws",
    make: async (binding) => {
      const made = await kms.generateDataKey(binding.fields).catch((error: unknown) => { throw unavailable(error); });
      if (made.plaintext.length === DATA_KEY_BYTES && made.kmsKeyId === kms.keyId) return made;
      made.plaintext.fill(0);
      throw new AppError("vault_unavailable", "AWS KMS GenerateDataKey: a data key of another length or KMS key");
    },
  };
}

/** AWS KMS as a worker sees it; its role has kms:Decrypt, kms:ReEncryptFrom and kms:ReEncryptTo. Keys that are not listed are not asked for. */
export function awsReader(kms: AwsKms, formerKeyIds: readonly string[]): DataKeyReader {
  const known = new Set([kms.keyId, ...formerKeyIds]);
  const listed = ({ kmsKeyId }: WrappedDataKey): string => {
    if (!known.has(kmsKeyId)) throw new AppError("key_unreadable", "a sealed key names a KMS key that this worker does not use");
    return kmsKeyId;
  };
  return {
    kms: "aws",
    newestKeyId: kms.keyId,
    unwrap: async (one, binding) => kms.decrypt(listed(one), one.wrapped, binding.fields).catch((error: unknown) => { throw unreadable(error); }),
    rewrap: async (one, binding) => kms.reEncrypt(listed(one), one.wrapped, binding.fields).catch((error: unknown) => { throw unreadable(error); }),
  };
}

function unreadable(error: unknown): AppError {
  return error instanceof KmsFault && UNREADABLE.includes(error.code) ? new AppError("key_unreadable", error.message) : unavailable(error);
}

function unavailable(error: unknown): AppError {
  return new AppError("vault_unavailable", error instanceof KmsFault ? error.message : "AWS KMS failed");
}
