/** @jsxImportSource preact */
import type { RunState } from "./answers.ts";
import { dollars, useWords } from "./words.tsx";

/** How far a run is, what it has spent and holds, and what stopped. */
export function RunProgress({ run }: { readonly run: RunState }) {
  const t = useWords();
  const { state, money, needs, asking, secondsLeft, done, itemCount, id, say } = run;
  return (
    <s-stack gap="base">
      <s-box padding="base" background="subdued" borderRadius="base" accessibilityRole="status">
        <s-stack gap="small-300">
          <s-text type="strong">{t(`run.${state}`, { done, all: itemCount })}</s-text>
          {money ? <s-text color="subdued">{money.reservedMicros > 0 ? t("run.spentAndHeld", { spent: dollars(money.spentMicros), held: dollars(money.reservedMicros) }) : t("run.spent", { spent: dollars(money.spentMicros) })}</s-text> : null}
          {state === "running" ? <s-text color="subdued">{[...(secondsLeft ? [t("run.left", { count: Math.ceil(secondsLeft / 60) })] : []), t("run.goesOn")].join(" ")}</s-text> : null}
        </s-stack>
      </s-box>
      {say ? <s-banner tone="warning">{say}</s-banner> : null}
      {asking > 0 ? <s-banner tone="info">{t("run.asks", { count: asking })} <s-link href={`app:runs/${id}`}>{t("run.answer")}</s-link></s-banner> : null}
      {needs.map((need) => <s-banner key={need.say} tone="warning">{t("run.need", { count: need.products, say: need.say })} <s-link href={`app:runs/${id}`}>{t("run.open")}</s-link></s-banner>)}
    </s-stack>
  );
}
