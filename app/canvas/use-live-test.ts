import { useEffect } from "react";
import { useBase } from "#app/ui/use-base.ts";
import { useEvents } from "#app/ui/use-events.ts";
import { useEditorState, type Editor } from "./store.ts";
import { runningTest, TestView, withTest, type TestedProduct, type TestsView } from "./test-view.ts";
import { exactSpent } from "./test-words.ts";
import type { Tester, TestServer } from "./tester.ts";
import type { SampleProduct } from "./types.ts";

/** Products that are suggested before anybody chose. */
const SUGGESTED = 3;

/** Connects the builder's live tests with the server: what they say comes from the database, by the stream of the run. */
export function useLiveTest(editor: Editor, server: TestServer, { flush, samples }: { readonly flush: () => Promise<boolean>; readonly samples: readonly SampleProduct[] }): void {
  const base = useBase();
  const running = useEditorState(({ test }) => runningTest(test)?.id ?? null);
  useEvents(running === null ? null : `${base}/runs/${running}/events?of=test`, (data) => {
    const view = TestView.safeParse(JSON.parse(data)).data;
    if (view) editor.tell(withTest(editor.get().test, view));
  });
  useEffect(() => {
    let gone = false;
    void server.newest().then((found) => { if (!gone && found) editor.tell({ ...editor.get().test, ...found, chosen: chosenIn(found) ?? editor.get().test.chosen }); });
    return () => { gone = true; };
    // Once for a builder: the server is another object at each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editor]);
  useEffect(() => {
    const { test } = editor.get();
    if (test.chosen.length === 0 && samples.length > 0) editor.tell({ ...test, chosen: samples.filter(({ photo }) => photo !== null).slice(0, SUGGESTED).map(({ id, title, photo }) => ({ id, title, photo, photos: null })) });
  }, [editor, samples]);
  useEffect(() => {
    editor.tester = testerOf(editor, server, flush);
    return () => { editor.tester = null; };
  });
}

function chosenIn({ tests: [newest] }: TestsView): readonly TestedProduct[] | null {
  return newest ? newest.products.map(({ productId: id, title, photo, photos }) => ({ id, title, photo, photos })) : null;
}

function testerOf(editor: Editor, server: TestServer, flush: () => Promise<boolean>): Tester {
  const told = (answer: TestView | { readonly error: string }) => {
    if ("error" in answer) return tell({ error: answer.error });
    editor.tell({ ...withTest(editor.get().test, answer), error: null });
  };
  const tell = (change: Partial<ReturnType<Editor["get"]>["test"]>) => editor.tell({ ...editor.get().test, ...change });
  return {
    start: async (kind) => {
      const { test } = editor.get();
      if (test.starting || runningTest(test)) return;
      tell({ kind, error: null });
      editor.set({ dock: "test" });
      const plan = editor.testPlan();
      if ("blocked" in plan) return editor.say(`Not tested: ${plan.blocked}`);
      tell({ starting: true });
      const draft = await flush() ? editor.get().saved.graph : null;
      const answer = draft ? await server.start({ revision: editor.get().revision, productIds: test.chosen.map(({ id }) => id), target: plan.target, requestKey: globalThis.crypto.randomUUID() }) : { error: "The draft could not be saved, so it cannot be tested yet." };
      if ("error" in answer) return tell({ starting: false, error: answer.error });
      const found = await server.newest();
      tell({ starting: false, ...(found ?? {}) });
    },
    stop: async () => {
      const running = runningTest(editor.get().test);
      if (!running) return;
      const answer = await server.stop(running.id);
      if ("error" in answer) return tell({ error: answer.error });
      editor.tell(withTest(editor.get().test, answer));
      const { spentMicros = 0, reservedMicros = 0 } = answer.money ?? {};
      editor.say(`Test stopped, ${exactSpent(spentMicros)} spent${reservedMicros > 0 ? `, up to ${exactSpent(reservedMicros)} more for calls on their way` : ""}`);
    },
    answer: async (decided) => {
      told(await server.answer(decided));
      if (editor.get().test.error === null) editor.say(decided.decision === "approve" ? "Approved" : "Rejected");
    },
    settle: async (decided) => {
      told(await server.settle(decided));
      if (editor.get().test.error === null) editor.say(decided.decision === "buy-again" ? "Bought again" : "Given up");
    },
    pin: async ({ itemId, node, value: { turn, place }, name }) => {
      const answer = await server.pin({ itemId, node, turn, place, name });
      if ("error" in answer) return answer.error;
      editor.say(`“${name}” is in the library, in the folder Pins`);
      return null;
    },
    products: (by) => server.products(by),
  };
}
