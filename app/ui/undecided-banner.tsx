import { callDollars } from "./format.ts";
import { Banner } from "./kit.tsx";

/** Calls of one product that were sent and got no answer, and what to do about them. Money in micro-dollars. */
export function UndecidedBanner({ say, calls, busy, onDecide }: {
  readonly say: string;
  readonly calls: readonly { readonly title: string; readonly url: string; readonly maxMicros: number }[];
  readonly busy: boolean;
  readonly onDecide: (decision: "buy-again" | "give-up") => void;
}) {
  const providers = [...new Map(calls.map((call) => [call.url, call])).values()];
  const held = calls.reduce((sum, { maxMicros }) => sum + maxMicros, 0);
  const checks = providers.map(({ title, url }) => ({ label: `Check at ${title}`, to: url, external: true }));
  return (
    <Banner tone="warning" title={say} actions={[...checks, { label: "Buy again", busy, onAction: () => onDecide("buy-again") }, { label: "Give up", busy, onAction: () => onDecide("give-up") }]}>
      <p>{`It may have cost up to ${callDollars(held)}.`}</p>
    </Banner>
  );
}
