import { AppError } from "#app/core/errors.ts";
import type { Sealer } from "#app/core/ports/vault.ts";
import { bindingOf } from "./binding.ts";
import type { DataKeyMaker } from "./data-keys.ts";
import { sealEnvelope } from "./envelope.ts";

/** No provider gives a shorter key, and a key in a file (Google's) is not longer. Bytes of UTF-8. */
const LEAST_BYTES = 8;
const MOST_BYTES = 8_192;

/** The sealing half of the vault: a new data key of the KMS for each record. */
export function createSealer(keys: DataKeyMaker): Sealer {
  return {
    seal: async (secret, context) => {
      const binding = bindingOf(context);
      const plaintext = Buffer.from(secret.reveal(), "utf8");
      try {
        if (plaintext.length < LEAST_BYTES || plaintext.length > MOST_BYTES) throw new AppError("invalid_input", "an API key of an impossible length", { say: "This is not an API key: it is too short or too long.", field: "key" });
        // A lone surrogate would come back as another character.
        if (plaintext.toString("utf8") !== secret.reveal()) throw new AppError("invalid_input", "an API key that is not text", { say: "This is not an API key: it has characters that cannot be sent.", field: "key" });
        const dataKey = await keys.make(binding);
        try {
          return { v: 1, alg: "A256GCM", kms: keys.kms, kmsKeyId: dataKey.kmsKeyId, wrapped: Buffer.from(dataKey.wrapped).toString("base64url"), ...sealEnvelope(plaintext, dataKey.plaintext, binding) };
        } finally {
          dataKey.plaintext.fill(0);
        }
      } finally {
        plaintext.fill(0);
      }
    },
  };
}
