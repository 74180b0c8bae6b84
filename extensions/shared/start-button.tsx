/** @jsxImportSource preact */
import type { Choice } from "./use-choice.ts";
import { atMost, useWords } from "./words.tsx";

/** The button that spends: it says how much at most. */
export function StartButton({ choice: { ready, starting, quote, start } }: { readonly choice: Choice }) {
  const t = useWords();
  const label = quote?.buys ? t("start.upTo", { maximum: atMost(quote.maximumMicros) }) : t("start.free");
  return <s-button slot="primary-action" variant="primary" disabled={!ready || starting} loading={starting} onClick={start}>{label}</s-button>;
}
