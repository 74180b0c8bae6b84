/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { Decided, Publishing, type Output, type RunState } from "../../shared/answers.ts";
import { ask, type Fault } from "../../shared/client.ts";
import { FaultBanner } from "../../shared/fault-banner.tsx";
import { RunProgress } from "../../shared/run-progress.tsx";
import { useWords } from "../../shared/words.tsx";
import { OutputCard } from "./output-card.tsx";
import { PlanStrip } from "./plan-strip.tsx";
import { usePlan } from "./use-plan.ts";

interface ReviewProps {
  readonly run: RunState;
  readonly outputs: readonly Output[];
  readonly fault: Fault | null;
  readonly mayPublish: boolean;
  readonly onChanged: () => void;
  readonly onClose: () => void;
  readonly onPublishing: (publicationId: string) => void;
}

/** Approve or reject each image, see what would change on the product, and publish. */
export function Review({ run, outputs, fault, mayPublish, onChanged, onClose, onPublishing }: ReviewProps) {
  const t = useWords();
  const [refused, setRefused] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const approved = outputs.filter(({ state, publishedAt }) => state === "approved" && publishedAt === null);
  const plan = usePlan(mayPublish ? approved.map(({ id }) => id) : []);
  const decide = async (id: string, decision: "approve" | "reject" | "undo") => {
    setBusy(true);
    const decided = await ask("outputs", Decided, { ids: [id], decision });
    const [missed] = decided.ok ? decided.value.missed : [];
    setRefused(decided.ok ? missed ? { code: "conflict", say: missed.why } : null : decided.fault);
    setBusy(false);
    onChanged();
  };
  const publish = async () => {
    setBusy(true);
    const products = (plan.products ?? []).map(({ productId, outputs: own }) => ({ productId, outputs: own }));
    const started = await ask("publications", Publishing, { products });
    setBusy(false);
    if (started.ok) onPublishing(started.value.publicationId);
    else setRefused(started.fault);
  };
  const blocked = plan.products?.find((product) => product.blocked)?.blocked ?? null;
  const ready = mayPublish && approved.length > 0 && plan.products !== null && plan.products.length > 0 && blocked === null;
  return (
    <s-admin-action heading={t("heading.review", { count: outputs.length })}>
      <s-stack gap="large">
        <FaultBanner fault={refused ?? plan.fault ?? fault} />
        <s-grid gridTemplateColumns="1fr 1fr" gap="base">
          {outputs.map((output) => <OutputCard key={output.id} output={output} busy={busy} onDecide={(decision) => void decide(output.id, decision)} />)}
        </s-grid>
        {run.needs.length > 0 || run.say ? <RunProgress run={run} /> : null}
        {mayPublish ? null : <s-banner tone="info">{t("publish.notYou")}</s-banner>}
        {blocked ? <s-banner tone="warning">{blocked}</s-banner> : null}
        {ready ? plan.products?.map((product) => <PlanStrip key={product.productId} product={product} outputs={approved} />) : null}
        <s-link href={`app:review?run=${run.id}`}>{t("openInPiccaso")}</s-link>
      </s-stack>
      <s-button slot="primary-action" variant="primary" disabled={!ready || busy} loading={busy} onClick={() => void publish()}>{t("publish.button", { count: approved.length })}</s-button>
      <s-button slot="secondary-actions" onClick={onClose}>{t("later")}</s-button>
    </s-admin-action>
  );
}
