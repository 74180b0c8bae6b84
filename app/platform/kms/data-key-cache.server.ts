import type { Clock } from "#app/core/context.ts";

/** A data key is asked for again after this time or so many uses, so that a KMS key that was taken away stops working. */
const MOST_MS = 5 * 60_000;
const MOST_USES = 100;
const MOST_ENTRIES = 1_000;
/** How often keys that are over their time are looked for. */
const SWEEP_MS = 15_000;

/** Data keys in a worker's memory, for a short time; each is overwritten when its time is over. */
export interface DataKeyCache {
  /** Calls `read` with the data key, which `load` gets if it is not here. A key that `read` throws on is not kept. */
  use<T>(id: string, load: () => Promise<Buffer>, read: (dataKey: Buffer) => T): Promise<T>;
  /** Overwrites and forgets what is over its time. */
  sweep(): void;
  /** Overwrites and forgets everything, and goes on. */
  forgetAll(): void;
  /** Forgets everything, and keeps nothing from then on. */
  close(): void;
}

export function createDataKeyCache(clock: Clock): DataKeyCache {
  const kept = new Map<string, { key: Buffer; at: number; left: number }>();
  let closed = false;
  const forget = (id: string) => {
    kept.get(id)?.key.fill(0);
    kept.delete(id);
  };
  const sweep = () => {
    const now = clock.now().getTime();
    for (const [id, { at }] of kept) if (now < at || now - at >= MOST_MS) forget(id);
  };
  const forgetAll = () => {
    for (const id of [...kept.keys()]) forget(id);
  };
  const timer = setInterval(sweep, SWEEP_MS);
  timer.unref();
  const keep = (id: string, key: Buffer) => {
    forget(id); // another one may have loaded it meanwhile
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= MOST_ENTRIES) forget(oldest);
    const entry = { key, at: clock.now().getTime(), left: MOST_USES };
    kept.set(id, entry);
    return entry;
  };
  return {
    sweep,
    forgetAll,
    use: async (id, load, read) => {
      sweep();
      const entry = kept.get(id) ?? keep(id, await load());
      // Nothing is awaited from here on, so the key is not overwritten while it is read.
      try {
        entry.left -= 1;
        const result = read(entry.key);
        if (entry.left <= 0 || closed) forget(id);
        return result;
      } catch (error) {
        forget(id);
        throw error;
      }
    },
    close: () => {
      closed = true;
      clearInterval(timer);
      forgetAll();
    },
  };
}
