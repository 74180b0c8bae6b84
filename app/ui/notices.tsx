import { useFetcher } from "@remix-run/react";
import { Banner } from "./kit.tsx";
import { useBase } from "./use-base.ts";

/** Something that ended, waits or goes, told until it is seen. */
export interface Notice {
  readonly id: string;
  readonly kind: "run-ended" | "review-waiting" | "images-expire" | "publication-ended" | "publication-stuck";
  readonly text: string;
  readonly path: string;
}

const TONE = { "run-ended": "success", "review-waiting": "info", "images-expire": "warning", "publication-ended": "success", "publication-stuck": "critical" } as const;
const ACTION = { "run-ended": "Open run", "review-waiting": "Review images", "images-expire": "Review images", "publication-ended": "Open publication", "publication-stuck": "Open publication" } as const;

/** The most pressing notice: one banner an area, the next comes when this one is seen. */
export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const base = useBase();
  const fetcher = useFetcher();
  const seen = fetcher.json;
  const waiting = notices.filter(({ id }) => !(typeof seen === "object" && seen !== null && "id" in seen && seen.id === id));
  const first = waiting.find(({ kind }) => TONE[kind] === "critical") ?? waiting.find(({ kind }) => TONE[kind] === "warning") ?? waiting[0];
  if (!first) return null;
  const dismiss = () => fetcher.submit({ id: first.id }, { method: "post", action: `${base}/notices`, encType: "application/json" });
  const more = waiting.length - 1;
  return (
    <div className="pc-notices">
      <Banner tone={TONE[first.kind]} title={first.text} onDismiss={dismiss} actions={[{ label: ACTION[first.kind], to: first.path }]}>
        {more > 0 ? <p>{more === 1 ? "1 more notice after this one." : `${more} more notices after this one.`}</p> : null}
      </Banner>
    </div>
  );
}
