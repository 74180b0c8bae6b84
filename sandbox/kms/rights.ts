const MAKE = ["GenerateDataKey", "DescribeKey"];
const READ = ["Decrypt", "ReEncrypt", "DescribeKey"];

/** Which operations each access key id may do: the policies of a deployment, and an administrator for both and for keys. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  "sandbox-web": MAKE,
  "sandbox-worker": READ,
  "sandbox-admin": [...MAKE, ...READ, "CreateKey", "EnableKeyRotation", "RotateKeyOnDemand", "ScheduleKeyDeletion"],
};

/** Whether the signer of a request may do the operation. The signature itself is not computed again. */
export function rightOf(authorization: string | null, operation: string): "allowed" | "denied" | "unknown" | "unsigned" {
  const signer = /^AWS4-HMAC-SHA256 Credential=([\w-]+)\/\d{8}\/[a-z0-9-]+\/kms\/aws4_request, SignedHeaders=[\w;-]+, Signature=[0-9a-f]{64}$/.exec(authorization ?? "")?.[1];
  if (!signer) return "unsigned";
  const rights = RIGHTS[signer];
  if (!rights) return "unknown";
  return rights.includes(operation) ? "allowed" : "denied";
}
