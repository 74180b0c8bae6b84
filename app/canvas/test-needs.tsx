import { useState } from "react";
import { ApprovalQuestion } from "#app/ui/approvals-card.tsx";
import { UndecidedBanner } from "#app/ui/undecided-banner.tsx";
import { useEditor, useEditorState } from "./store.ts";

/** What of the live tests waits for a person, where it is looked at: questions of steps, and calls without an answer. */
export function TestNeeds() {
  const editor = useEditor();
  const tests = useEditorState((state) => state.test.tests);
  const [busy, setBusy] = useState(false);
  const asked = tests.flatMap(({ id: runId, approvals }) => approvals.map((approval) => ({ runId, approval })));
  const uncertain = tests.flatMap(({ id: runId, products }) => products.filter(({ undecided }) => undecided.length > 0).map((product) => ({ runId, product })));
  if (asked.length + uncertain.length === 0) return null;
  const decide = async (decided: Promise<void> | undefined) => {
    setBusy(true);
    await decided;
    setBusy(false);
  };
  return (
    <section className="cv-needs" aria-label="Needs you">
      {asked.map(({ runId, approval }) => (
        <ApprovalQuestion key={approval.id} approval={approval} size={120} keys={false} busy={busy} title={<strong>{approval.title}</strong>} onDecide={(ids, decision, text) => void decide(editor.tester?.answer({ runId, ids, decision, text }))} />
      ))}
      {uncertain.map(({ runId, product: { itemId, title, say, undecided } }) => (
        <UndecidedBanner key={itemId} say={`${title}: ${say ?? ""}`} calls={undecided} busy={busy} onDecide={(decision) => void decide(editor.tester?.settle({ runId, itemIds: [itemId], decision }))} />
      ))}
    </section>
  );
}
