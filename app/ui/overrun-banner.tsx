import { count, dollars } from "./format.ts";
import { Banner } from "./kit.tsx";

/** Says which models charged more than they declare, and lets a run that stopped for it go on once that was read. */
export function OverrunBanner({ overruns, say, onResume }: {
  readonly overruns: readonly { readonly model: string; readonly title: string; readonly calls: number; readonly overMicros: number }[];
  /** Why the run is paused; null where it is not, or a person paused it. */
  readonly say: string | null;
  readonly onResume: () => void;
}) {
  if (overruns.length === 0) return null;
  const sums = overruns.map(({ title, calls, overMicros }) => `${title}: ${count(calls, "call")}, ${dollars(overMicros)} more`).join("; ");
  return (
    <Banner tone={say ? "critical" : "warning"} title="Calls cost more than their declared maximum" {...(say ? { actions: [{ label: "Resume run", onAction: onResume }] } : {})}>
      <p>{`${say ? `${say} ` : ""}In this run so far: ${sums}.`}</p>
    </Banner>
  );
}
