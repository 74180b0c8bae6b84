import { useState } from "react";
import { atMost, count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { useEditor, useEditorState } from "./store.ts";
import { ProductSearch } from "./test-dialogs.tsx";
import { exactSpent } from "./test-words.ts";
import { MOST_TESTED } from "./tester.ts";
import { hasPhoto, runningTest, type TestedProduct, type TestState } from "./test-view.ts";

/** Starts a test with its maximum, or stops the one that goes on and says what it has spent. */
export function TestButton() {
  const editor = useEditor();
  const test = useEditorState((state) => state.test);
  const plan = useEditorState(() => editor.testPlan());
  const running = runningTest(test);
  if (running) return <button type="button" className="cv-test cv-stop" onClick={() => void editor.tester?.stop()}>Stop test · {exactSpent(running.money?.spentMicros ?? 0)} spent</button>;
  const blocked = "blocked" in plan ? plan.blocked : null;
  return (
    <>
      {blocked ? <span className="cv-blocked cv-test-blocked" id="cv-test-blocked">{blocked}</span> : null}
      <button type="button" className="cv-test" disabled={blocked !== null || test.starting} aria-describedby={blocked ? "cv-test-blocked" : undefined} onClick={() => void editor.tester?.start(test.kind)}>
        {test.starting ? "Starting the test…" : <>Test {count(test.chosen.filter(hasPhoto).length, "product")}{"maximumMicros" in plan ? <span> {plan.maximumMicros === 0 ? "free" : `≤ ${atMost(plan.maximumMicros)}`}</span> : null}</>}
      </button>
    </>
  );
}

const KINDS = [{ kind: "all", label: "All nodes" }, { kind: "to", label: "To selected" }, { kind: "only", label: "Only this" }] as const;

/** What the next test runs, what the last one spent, and on which products. */
export function TestHead() {
  const editor = useEditor();
  const test = useEditorState((state) => state.test);
  const [newest] = test.tests;
  const cached = newest?.products.filter(({ steps }) => steps.length > 0 && steps.every((step) => step.cached)).length ?? 0;
  return (
    <>
      <div className="cv-kinds" role="group" aria-label="What is tested">
        {KINDS.map(({ kind, label }) => <button key={kind} type="button" aria-pressed={test.kind === kind} onClick={() => editor.tell({ ...test, kind })}>{label}</button>)}
      </div>
      <span className="cv-quiet cv-unchanged">Unchanged steps are free</span>
      <span className="cv-grow" />
      <p className="cv-test-money" role="status">
        {test.error ? <span className="cv-problem">{test.error}</span> : newest?.say ? <span className="cv-problem">{newest.say}</span>
          : newest ? <>This test {newest.money ? <><strong>{exactSpent(newest.money.spentMicros)}</strong> of {exactSpent(newest.money.capMicros)}</> : <strong>free</strong>}{cached > 0 ? `; ${cached} of ${count(newest.products.length, "product")} from cache` : ""}</> : null}{leftOutWords(test)}
      </p>
      <AddProduct chosen={test.chosen} />
    </>
  );
}

/** Which chosen products the newest test left out, and why. */
function leftOutWords({ chosen, tests: [newest] }: TestState): string {
  const words = (newest?.leftOut ?? []).flatMap(({ productId, why }) => chosen.filter(({ id }) => id === productId).map(({ title }) => `${title} was left out: ${why.toLowerCase()}`));
  return words.length > 0 ? `. ${words.join(". ")}` : "";
}

function AddProduct({ chosen }: { readonly chosen: readonly TestedProduct[] }) {
  const editor = useEditor();
  const host = useHost();
  const [searching, setSearching] = useState(false);
  const choose = (products: readonly TestedProduct[]) => editor.tell({ ...editor.get().test, chosen: products.slice(0, MOST_TESTED) });
  const pick = async () => {
    if (!host.hasPicker) return setSearching(true);
    const ids = await host.pickProducts({ selectedIds: chosen.map(({ id }) => id) });
    if (!ids) return;
    const known = new Map(chosen.map((product) => [product.id, product]));
    const wanted = ids.slice(0, MOST_TESTED);
    const unknown = wanted.filter((id) => !known.has(id));
    for (const product of unknown.length > 0 ? await editor.tester?.products({ ids: unknown }) ?? [] : []) known.set(product.id, product);
    choose(wanted.flatMap((id) => known.get(id) ?? []));
    if (ids.length > MOST_TESTED) editor.say(`A test takes ${MOST_TESTED} products: the first ${MOST_TESTED} are taken.`);
  };
  return (
    <>
      <button type="button" className="cv-fix cv-add-product" disabled={!host.hasPicker && chosen.length >= MOST_TESTED} onClick={() => void pick()}>+ Product</button>
      {searching ? <ProductSearch chosen={chosen} onClose={() => setSearching(false)} onChoose={(product) => { choose([...chosen, product]); setSearching(false); }} /> : null}
    </>
  );
}
