/** @jsxImportSource preact */
import { RunState } from "../../shared/answers.ts";
import { ask } from "../../shared/client.ts";
import { FaultBanner } from "../../shared/fault-banner.tsx";
import { RunProgress } from "../../shared/run-progress.tsx";
import { usePolled } from "../../shared/use-polled.ts";
import { useWords } from "../../shared/words.tsx";

/** A run over many products: how far it is, the first of its images, and the way to review all of them. */
export function Running({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const t = useWords();
  const { value: run, fault } = usePolled(() => ask(`runs/${runId}`, RunState), ({ state, left }) => state !== "running" || left === 0);
  return (
    <s-admin-action heading={run ? t("heading.run", { name: run.skillName, number: run.number }) : t("heading.running")} loading={!run && !fault}>
      <s-stack gap="base">
        <FaultBanner fault={fault} />
        {run ? <RunProgress run={run} /> : null}
        <s-stack direction="inline" gap="small">
          {run?.items.map(({ image, title }) => (image ? <s-thumbnail key={title} src={image} alt={title} /> : null))}
        </s-stack>
        {run && run.awaiting > 0 ? <s-link href={`app:review?run=${runId}`}>{t("review", { count: run.awaiting })}</s-link> : null}
        <s-link href={`app:runs/${runId}`}>{t("openInPiccaso")}</s-link>
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={onClose}>{t("close")}</s-button>
    </s-admin-action>
  );
}
