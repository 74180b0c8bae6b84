/** @jsxImportSource preact */
import type { Quote } from "./answers.ts";
import { atMost, dollars, useWords } from "./words.tsx";

/** What it costs before it is bought, which keys it lacks, and what is left out. */
export function QuoteBox({ quote }: { readonly quote: Quote | null }) {
  const t = useWords();
  if (!quote) return <s-box padding="base" background="subdued" borderRadius="base" accessibilityRole="status"><s-text color="subdued">{t("quote.counting")}</s-text></s-box>;
  const { buys, expectedMicros, maximumMicros, products, models, missingKeys, problems, typicalMs } = quote;
  const seconds = Math.ceil(typicalMs / 1000);
  return (
    <s-stack gap="base">
      <s-box padding="base" background="subdued" borderRadius="base" accessibilityRole="status">
        <s-stack gap="small-300">
          <s-text type="strong">{buys ? t("quote.price", { expected: dollars(expectedMicros), maximum: atMost(maximumMicros) }) : t("quote.free")}</s-text>
          <s-text color="subdued">{[t("quote.products", { count: products }), ...models, ...(seconds > 0 ? [t("quote.time", { count: seconds })] : [])].join(" · ")}</s-text>
        </s-stack>
      </s-box>
      {missingKeys.length > 0 ? <s-banner tone="warning">{t("quote.key", { providers: missingKeys.join(", ") })} <s-link href="app:keys">{t("quote.keyLink")}</s-link></s-banner> : null}
      {problems.map((problem) => <s-banner key={problem} tone="info">{problem}</s-banner>)}
    </s-stack>
  );
}
