/** @jsxImportSource preact */
import type { Output } from "../../shared/answers.ts";
import { useWords } from "../../shared/words.tsx";

/** An image with what was decided about it. */
export function OutputCard({ output: { url, altText, altOnly, state, publishedAt }, busy, onDecide }: { readonly output: Output; readonly busy: boolean; readonly onDecide: (decision: "approve" | "reject" | "undo") => void }) {
  const t = useWords();
  return (
    <s-box border={state === "approved" ? "large strong" : "base"} borderRadius="base" padding="small">
      <s-stack gap="small">
        <s-image src={url} alt={altText} aspectRatio="1" objectFit="contain" />
        <s-text color="subdued">{t(altOnly ? "output.altOnly" : "output.alt", { text: altText })}</s-text>
        {state === "awaiting" ? (
          <s-stack direction="inline" gap="small">
            <s-button disabled={busy} onClick={() => onDecide("approve")}>{t("output.approve")}</s-button>
            <s-button disabled={busy} onClick={() => onDecide("reject")}>{t("output.reject")}</s-button>
          </s-stack>
        ) : (
          <s-stack direction="inline" gap="small" alignItems="center">
            <s-badge tone={state === "approved" ? "success" : "neutral"}>{t(publishedAt ? "output.published" : `output.${state}`)}</s-badge>
            {publishedAt || state === "expired" ? null : <s-button variant="tertiary" disabled={busy} onClick={() => onDecide("undo")}>{t("output.undo")}</s-button>}
          </s-stack>
        )}
      </s-stack>
    </s-box>
  );
}
