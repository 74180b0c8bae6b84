import type { Docs, State } from "../../sandbox/state.ts";

function memoryDocs<T>(): Docs<T> {
  const docs = new Map<string, T>();
  return {
    get: (id) => docs.get(id), all: () => [...docs.values()],
    put: async (id, doc) => { docs.set(id, doc); },
    putAll: async (many) => { for (const doc of many) docs.set(doc.id, doc); },
    remove: async (id) => { docs.delete(id); },
    removeAll: async () => docs.clear(),
  };
}

/** The sandbox's state without a database, for tests of one part of it. */
export function memoryState(): State {
  let number = 1000;
  return {
    products: memoryDocs(), media: memoryDocs(), collections: memoryDocs(), definitions: memoryDocs(), operations: memoryDocs(), marks: memoryDocs(), tokens: memoryDocs(), uploads: memoryDocs(), subscriptions: memoryDocs(), deliveries: memoryDocs(), charges: memoryDocs(), tasks: memoryDocs(), kmsKeys: memoryDocs(),
    next: async () => (number += 1), clear: async () => undefined, exclusive: (change) => change(), close: async () => undefined,
  };
}
