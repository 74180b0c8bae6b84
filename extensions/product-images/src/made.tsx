/** @jsxImportSource preact */
import type { Output, ProductImages } from "../../shared/answers.ts";
import { useWords } from "../../shared/words.tsx";

/** The newest images with their state, what waits, and the last run. `day` writes a moment in the reader's way. */
export function Made({ made: { newest, awaiting, lastRun }, day }: { readonly made: ProductImages; readonly day: (iso: string) => string }) {
  const t = useWords();
  if (!lastRun) return <s-text color="subdued">{t("nothing")}</s-text>;
  return (
    <>
      <s-stack direction="inline" gap="base">
        {newest.map((output) => (
          <s-stack key={output.id} gap="small-300">
            <s-thumbnail src={output.url} alt={output.altText} />
            <s-badge tone={toneOf(output)}>{t(output.publishedAt ? "published" : output.state)}</s-badge>
          </s-stack>
        ))}
      </s-stack>
      {awaiting > 0 ? <s-link href={`app:review?run=${newest.find(({ state }) => state === "awaiting")?.runId ?? lastRun.id}`}>{t("waiting", { count: awaiting })}</s-link> : <s-text color="subdued">{t("nothingWaits")}</s-text>}
      <s-text><s-link href={`app:runs/${lastRun.id}`}>{t("lastRun", { name: lastRun.skillName, number: lastRun.number })}</s-link>{`, ${day(lastRun.createdAt)}`}</s-text>
    </>
  );
}

function toneOf({ state, publishedAt }: Output) {
  if (publishedAt) return "success";
  return state === "awaiting" ? "caution" : "info";
}
