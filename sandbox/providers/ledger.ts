import { createHash, randomUUID } from "node:crypto";
import type { Parts } from "../parts.ts";
import type { Charge } from "../state.ts";
import type { SandboxKey } from "./keys.ts";

/** Writes down what a request costs. It is durable before the request is answered. */
export async function charge(parts: Parts, key: SandboxKey, { prompt, ...what }: Pick<Charge, "model" | "micros" | "kind" | "requestId"> & { readonly prompt: string }): Promise<void> {
  const id = randomUUID();
  await parts.state.charges.put(id, { id, provider: key.provider, keyLast4: key.last4, keyHash: key.hash, at: new Date().toISOString(), promptHash: createHash("sha256").update(prompt).digest("hex").slice(0, 16), ...what });
}

/** Empties the ledger, and the list of keys that leaked. */
export async function forgetCharges({ state, providers }: Parts): Promise<void> {
  await state.charges.removeAll();
  providers.leaks.length = 0;
}

interface Total {
  readonly micros: number;
  readonly count: number;
}

export interface Ledger {
  /** Latest last. */
  readonly entries: readonly Charge[];
  readonly total: Total;
  readonly byProvider: Readonly<Record<string, Total>>;
  /** By provider and the last four of the key, as `openai …abcd`. */
  readonly byKey: Readonly<Record<string, Total>>;
  readonly byModel: Readonly<Record<string, Total>>;
}

/** The charges with their sums, in micro-dollars. */
export function ledgerOf(entries: readonly Charge[]): Ledger {
  const sums = (nameOf: (entry: Charge) => string) => {
    const totals = new Map<string, Total>();
    for (const entry of entries) {
      const before = totals.get(nameOf(entry)) ?? { micros: 0, count: 0 };
      totals.set(nameOf(entry), { micros: before.micros + entry.micros, count: before.count + 1 });
    }
    return Object.fromEntries(totals);
  };
  return {
    entries, total: { micros: entries.reduce((sum, { micros }) => sum + micros, 0), count: entries.length },
    byProvider: sums(({ provider }) => provider), byKey: sums(({ provider, keyLast4 }) => `${provider} …${keyLast4}`), byModel: sums(({ model }) => model),
  };
}
