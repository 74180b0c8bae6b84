/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { Outputs, RunState, Stopped } from "../../shared/answers.ts";
import { ask, type Asked } from "../../shared/client.ts";
import { FaultBanner } from "../../shared/fault-banner.tsx";
import { RunProgress } from "../../shared/run-progress.tsx";
import { usePolled } from "../../shared/use-polled.ts";
import { useWords } from "../../shared/words.tsx";
import { Review } from "./review.tsx";

interface Progress {
  readonly run: RunState;
  readonly made: Outputs["outputs"];
}

/** Nothing more comes by itself. */
const isOver = ({ run: { state, left } }: Progress) => state !== "running" || left === 0;

/** The images are read after the run, so that none is missing once it is over. */
async function progressOf(runId: string): Promise<Asked<Progress>> {
  const run = await ask(`runs/${runId}`, RunState);
  if (!run.ok) return run;
  const outputs = await ask(`outputs?run=${runId}`, Outputs);
  return outputs.ok ? { ok: true, value: { run: run.value, made: outputs.value.outputs } } : outputs;
}

/** A run while it goes on, and its images once it is over. */
export function RunAndReview({ runId, mayPublish, onClose, onPublishing }: { readonly runId: string; readonly mayPublish: boolean; readonly onClose: () => void; readonly onPublishing: (publicationId: string) => void }) {
  const t = useWords();
  const [stopping, setStopping] = useState(false);
  const { value, fault, refresh } = usePolled(() => progressOf(runId), isOver);
  const over = value !== null && isOver(value);
  if (over && value.made.length > 0) return <Review run={value.run} outputs={value.made} fault={fault} mayPublish={mayPublish} onChanged={refresh} onClose={onClose} onPublishing={onPublishing} />;
  const stop = async () => {
    setStopping(true);
    await ask(`runs/${runId}`, Stopped, { do: "cancel" });
    refresh();
    setStopping(false);
  };
  const [item] = value?.run.items ?? [];
  return (
    <s-admin-action heading={t("heading.running")} loading={!value && !fault}>
      <s-stack gap="base">
        <FaultBanner fault={fault} />
        <s-grid gridTemplateColumns="1fr 1fr" gap="base">
          {item?.photo ? <s-image src={item.photo} alt={t("photoOf", { title: item.title })} aspectRatio="1" objectFit="contain" /> : null}
          {value?.made.map((output) => <s-image key={output.id} src={output.url} alt={output.altText} aspectRatio="1" objectFit="contain" />)}
          {value && !over ? <s-stack alignItems="center" justifyContent="center"><s-spinner accessibilityLabel={t("run.making")} /></s-stack> : null}
        </s-grid>
        {value ? <RunProgress run={value.run} /> : null}
        <s-link href={`app:runs/${runId}`}>{t("openInPiccaso")}</s-link>
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={onClose}>{t("close")}</s-button>
      {value && !over ? <s-button slot="secondary-actions" loading={stopping} onClick={() => void stop()}>{t("stop")}</s-button> : null}
    </s-admin-action>
  );
}
