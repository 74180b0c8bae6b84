import { useState } from "react";
import type { RunView } from "#app/features/runs/views.ts";
import type { PreviewItem } from "#app/ui/run-preview.tsx";
import { useBase } from "#app/ui/use-base.ts";
import { useEvents } from "#app/ui/use-events.ts";
import { readRun } from "./read-run.ts";

/** Follows the run of a preview by its stream, until it has ended: what is shown comes from the database. */
export function usePreview(): { readonly item: PreviewItem | null; readonly working: boolean; readonly follow: (runId: string) => void } {
  const base = useBase();
  const [runId, setRunId] = useState<string | null>(null);
  const [run, setRun] = useState<RunView | null>(null);
  const ended = run?.state === "done" || run?.state === "cancelled";
  useEvents(runId && !ended ? `${base}/runs/${runId}/events` : null, (data) => {
    const view = readRun(data);
    if (view?.id === runId) setRun(view);
  });
  return {
    // One that waits for a person holds up no other preview.
    item: run && itemOf(run), working: runId !== null && !ended && run?.items[0]?.state !== "waiting",
    follow: (started) => { setRun(null); setRunId(started); },
  };
}

function itemOf({ id, items: [item], money }: RunView): PreviewItem | null {
  if (!item) return null;
  const { title, photo, state, say, output, altText } = item;
  return { runId: id, title, photo, state, say, output, altText, spentMicros: money?.spentMicros ?? null };
}
