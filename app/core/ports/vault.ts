import { AppError } from "../errors.ts";
import type { Secret } from "../secret.ts";
import type { SealedKey } from "../vault/sealed-key.ts";

/**
 * Whose key it is. It is bound into the data key's wrapping and into the ciphertext, so a record opens
 * only in its own place. Ids only, never content: AWS writes it into its audit log.
 */
export interface KeyContext {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly provider: string;
  /** Counts up each time that the merchant replaces the key, from 1. */
  readonly version: number;
}

/** What a web process can do with a merchant's key: lock it away. */
export interface Sealer {
  seal(plaintext: Secret, context: KeyContext): Promise<SealedKey>;
}

/** What a worker can do with a sealed key. `stored` is what the database gave, and is parsed here. */
export interface Opener {
  /**
   * Gives the plaintext to `use` and forgets it. Throws `vault_unavailable` where the KMS cannot be asked
   * now, `key_unreadable` where the record does not open here. The value must not leave `use`.
   */
  open<T>(stored: unknown, context: KeyContext, use: (value: string) => Promise<T>): Promise<T>;
  /** The same key under the newest KMS key. A record that is under it already comes back as it is. */
  rewrap(stored: unknown, context: KeyContext): Promise<SealedKey>;
  /** Overwrites every data key that this process holds: some of them may belong to what was erased. */
  forget(): void;
}

/** The half of the vault that this process has. There is no third kind. */
export type Vault = { readonly role: "web"; readonly sealer: Sealer } | { readonly role: "worker"; readonly opener: Opener };

/** The sealing half. Throws in a worker. */
export function sealerOf(vault: Vault): Sealer {
  if (vault.role === "web") return vault.sealer;
  throw new AppError("internal", "a worker was asked to seal a key");
}

/** The opening half. Throws in a web process. */
export function openerOf(vault: Vault): Opener {
  if (vault.role === "worker") return vault.opener;
  throw new AppError("internal", "a web process was asked to open a key");
}
