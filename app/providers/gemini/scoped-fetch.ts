import { AsyncLocalStorage } from "node:async_hooks";

type Fetch = typeof globalThis.fetch;

const scope = new AsyncLocalStorage<Fetch>();
let installed: Fetch | undefined;

/**
 * Runs work whose calls of the global `fetch` go to another one. `@google/generative-ai` 0.24.1 takes no
 * fetch of ours and calls the global one, so this is the only way to bound what it does. Outside of such work,
 * and for what the given fetch does itself, the global fetch is what it was; several at once do not meet.
 */
export function withFetch<T>(fetch: Fetch, work: () => Promise<T>): Promise<T> {
  install();
  return scope.run(fetch, work);
}

/** Again if something else has replaced the global fetch since: a request around us must not happen. */
function install(): void {
  if (installed && globalThis.fetch === installed) return;
  const before = globalThis.fetch;
  installed = (input, init) => {
    const scoped = scope.getStore();
    return scoped ? scope.exit(() => scoped(input, init)) : before(input, init);
  };
  globalThis.fetch = installed;
}
