import { AppError } from "../errors.ts";
import type { KeyContext, Opener } from "../ports/vault.ts";
import { parseSealedKey, type SealedKey } from "./sealed-key.ts";

/** A sealed key with the place that it belongs to. */
export interface StoredKey {
  readonly sealed: unknown;
  readonly context: KeyContext;
}

export interface RewrapProgress {
  readonly done: number;
  readonly total: number;
}

export interface RewrapOptions<Row> {
  /** Stores the record in the place of the former one, if that is still there. */
  save(row: Row, sealed: SealedKey): Promise<void>;
  onProgress(progress: RewrapProgress): void;
}

/**
 * Brings records under the newest KMS key; the merchants' keys are not decrypted. Done again it writes
 * nothing, and after a stop it goes on where it was, because a record says itself what it is under. A
 * record that does not open is counted and left as it is; where the KMS cannot be asked it stops.
 */
export async function rewrapAll<Row extends StoredKey>(opener: Pick<Opener, "rewrap">, rows: readonly Row[], { save, onProgress }: RewrapOptions<Row>): Promise<{ moved: number; unreadable: readonly Row[] }> {
  const unreadable: Row[] = [];
  let moved = 0;
  for (const [place, row] of rows.entries()) {
    const sealed = await opener.rewrap(row.sealed, row.context).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "key_unreadable") return undefined;
      throw error;
    });
    if (!sealed) unreadable.push(row);
    else if (sealed.wrapped !== parseSealedKey(row.sealed).wrapped) {
      await save(row, sealed);
      moved += 1;
    }
    onProgress({ done: place + 1, total: rows.length });
  }
  return { moved, unreadable };
}
