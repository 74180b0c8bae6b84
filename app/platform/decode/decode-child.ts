import { closeOtherLoaders } from "./guard.ts";
import { failureOf, perform, Task } from "./tasks.ts";

/** Bytes outside the heap from which the collector is called: a photo of four megapixels and its copy. A small picture is not worth a collection. */
const MUCH = 24_000_000;

// The process that decodes: one task at a time, no database, no key, no network. It dies with its parent.
closeOtherLoaders();

process.on("message", (message: unknown) => {
  void (async () => {
    try {
      process.send?.({ ok: true, result: await perform(Task.parse(message)) });
    } catch (error) {
      process.send?.({ ok: false, failure: failureOf(error) });
    }
    // Pixels lie outside the heap, where the collector does not see how much waits for it.
    const { external, arrayBuffers } = process.memoryUsage();
    if (external + arrayBuffers > MUCH) globalThis.gc?.();
  })();
});
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
