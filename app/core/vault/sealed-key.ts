import { z } from "zod";
import { AppError } from "../errors.ts";

const MOST_CHARACTERS = 16_384;

/**
 * Base64url without padding (RFC 4648 §5), and only the one spelling that an encoder gives: bits that a
 * decoder would ignore must be zero, so that no changed character goes unnoticed.
 */
const bytes = z.string().max(MOST_CHARACTERS).regex(/^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/, "must be base64url");
/** So many bytes exactly. */
const exactly = (count: number) => bytes.length(Math.ceil((count * 4) / 3));

/**
 * A merchant's key as it is stored, in JSON. `wrapped` is the data key as the KMS gave it, readable only
 * with the KMS key `kmsKeyId`; the rest is AES-256-GCM under a key made from the data key (ADR 0010).
 */
const SealedKeyV1 = z.strictObject({
  v: z.literal(1),
  alg: z.literal("A256GCM"),
  kms: z.enum(["aws", "local"]),
  kmsKeyId: z.string().min(1).max(256),
  wrapped: bytes.min(1),
  iv: exactly(12),
  ciphertext: bytes.min(1),
  tag: exactly(16),
  commitment: exactly(32),
});
export type SealedKey = Readonly<z.output<typeof SealedKeyV1>>;

const Version = z.object({ v: z.number() });

/** What was stored as a checked record. Throws `key_unreadable`, and says so where a newer release has written it. */
export function parseSealedKey(stored: unknown): SealedKey {
  const parsed = SealedKeyV1.safeParse(stored);
  if (parsed.success) return parsed.data;
  const version = Version.safeParse(stored).data?.v;
  if (version !== undefined && version !== 1) throw new AppError("key_unreadable", `a sealed key of version ${version}, and this release reads version 1 only`);
  throw new AppError("key_unreadable", `a sealed key is malformed at ${parsed.error.issues.map((issue) => issue.path.join(".") || "its root").join(", ")}`);
}
