import { createHash } from "node:crypto";
import { AppError } from "#app/core/errors.ts";
import type { Opener } from "#app/core/ports/vault.ts";
import { parseSealedKey, type SealedKey } from "#app/core/vault/sealed-key.ts";
import { bindingOf, type Binding } from "./binding.ts";
import type { DataKeyCache } from "./data-key-cache.server.ts";
import type { DataKeyReader, WrappedDataKey } from "./data-keys.ts";
import { openEnvelope } from "./envelope.ts";
import { withoutKey } from "./withhold.ts";

/** The opening half of the vault, for workers. */
export function createOpener(keys: DataKeyReader, cache: DataKeyCache): Opener {
  const read = (stored: unknown) => {
    const sealed = parseSealedKey(stored);
    if (sealed.kms !== keys.kms) throw new AppError("key_unreadable", `a key that was sealed with the KMS driver ${sealed.kms}, and this worker has ${keys.kms}`);
    return sealed;
  };
  return {
    forget: () => cache.forgetAll(),
    open: async (stored, context, use) => {
      const sealed = read(stored);
      const binding = bindingOf(context);
      const plaintext = await cache.use(cacheId(sealed, binding), () => keys.unwrap(wrappedOf(sealed), binding), (dataKey) => openEnvelope(sealed, dataKey, binding));
      const value = plaintext.toString("utf8");
      plaintext.fill(0);
      try {
        return await use(value);
      } catch (error) {
        throw withoutKey(error, value);
      }
    },
    rewrap: async (stored, context) => {
      const sealed = read(stored);
      if (sealed.kmsKeyId === keys.newestKeyId) return sealed;
      const { wrapped, kmsKeyId } = await keys.rewrap(wrappedOf(sealed), bindingOf(context));
      return { ...sealed, kmsKeyId, wrapped: Buffer.from(wrapped).toString("base64url") };
    },
  };
}

/** The context belongs to it: a data key that was read for one place is not there for another. */
function cacheId(sealed: SealedKey, binding: Binding): string {
  return createHash("sha256").update(JSON.stringify([sealed.kmsKeyId, sealed.wrapped])).update(binding.bytes).digest("base64url");
}

function wrappedOf(sealed: SealedKey): WrappedDataKey {
  return { kmsKeyId: sealed.kmsKeyId, wrapped: Buffer.from(sealed.wrapped, "base64url") };
}
