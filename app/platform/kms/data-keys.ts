import type { Binding } from "./binding.ts";

/** A data key as it may be stored: readable only by who may use the KMS key. */
export interface WrappedDataKey {
  readonly wrapped: Uint8Array;
  readonly kmsKeyId: string;
}

/** A data key fresh from the KMS. Whoever gets one overwrites `plaintext` after use. */
export interface DataKey extends WrappedDataKey {
  readonly plaintext: Buffer;
}

/** The KMS as a web process sees it: new data keys of 32 bytes, and no way back. */
export interface DataKeyMaker {
  readonly kms: "aws" | "local";
  make(binding: Binding): Promise<DataKey>;
}

/** The KMS as a worker sees it. A wrong context or a changed byte gives `key_unreadable`. */
export interface DataKeyReader {
  readonly kms: "aws" | "local";
  /** What `rewrap` wraps under. */
  readonly newestKeyId: string;
  unwrap(wrapped: WrappedDataKey, binding: Binding): Promise<Buffer>;
  rewrap(wrapped: WrappedDataKey, binding: Binding): Promise<WrappedDataKey>;
}
