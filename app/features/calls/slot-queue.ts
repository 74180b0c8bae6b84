import { setTimeout as wait } from "node:timers/promises";
import type { Wakes } from "#app/core/context.ts";

/** A slot is looked for at least about this often without a wake-up, ms: another process may have been faster, or none came. */
const LOOK_MS = 800;

/** One place among those of this process who wait for a slot of a key. */
export interface Place {
  /** Stands in line from now on. Look once more after it: what was freed before has called somebody else, or nobody. */
  join(): void;
  /** Resolves when it is this one's turn to look, at the latest after a while that `chance` (0 to 1) spreads. */
  turn(chance: number, signal: AbortSignal): Promise<void>;
  /** Whoever was called and does not need it any more calls the next one. To leave twice is to leave once. */
  leave(): void;
}

const queues = new WeakMap<Wakes, Map<string, Set<() => void>>>();

/**
 * Stands in line for a slot of a key, first come, first served. Each call that ends lets one look: where all
 * looked, each slot would cost as many round trips as there are waiters.
 */
export function queueFor(wakes: Wakes, keyId: string): Place {
  const keys = queues.get(wakes) ?? listen(wakes);
  let isCalled = false;
  let wake = () => {};
  const call = () => {
    isCalled = true;
    wake();
  };
  return {
    join: () => { keys.set(keyId, (keys.get(keyId) ?? new Set()).add(call)); },
    turn: async (chance, signal) => {
      const stop = new AbortController();
      const woken = new Promise<void>((resolve) => { wake = resolve; });
      const late = wait(LOOK_MS * (0.5 + chance), undefined, { signal: AbortSignal.any([signal, stop.signal]) });
      await Promise.race([isCalled ? undefined : woken, late]).finally(() => { stop.abort(); });
      isCalled = false;
    },
    leave: () => {
      const line = keys.get(keyId);
      line?.delete(call);
      if (line && isCalled) callFirst(line);
      isCalled = false;
      if (line?.size === 0) keys.delete(keyId);
    },
  };
}

/** Once for each process. A wake-up without a key means that some may have been missed. */
function listen(wakes: Wakes): Map<string, Set<() => void>> {
  const keys = new Map<string, Set<() => void>>();
  queues.set(wakes, keys);
  wakes.on("slot", (keyId) => {
    for (const [key, line] of keys) if (keyId === undefined || keyId === key) callFirst(line);
  });
  return keys;
}

function callFirst(line: ReadonlySet<() => void>): void {
  const [first] = line;
  first?.();
}
