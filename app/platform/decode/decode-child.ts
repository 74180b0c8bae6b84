import { closeOtherLoaders } from "./guard.ts";
import { failureOf, perform, Task } from "./tasks.ts";

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
    globalThis.gc?.();
  })();
});
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
