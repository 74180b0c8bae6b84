/** @jsxImportSource preact */
import type { Output, PlannedProduct } from "../../shared/answers.ts";
import { useWords } from "../../shared/words.tsx";

/** The product's media as they will stand, the new ones last. */
export function PlanStrip({ product: { now, outputs: planned }, outputs }: { readonly product: PlannedProduct; readonly outputs: readonly Output[] }) {
  const t = useWords();
  const added = outputs.filter(({ id, altOnly }) => !altOnly && planned.some((one) => one.id === id));
  return (
    <s-stack gap="small">
      <s-heading>{t("plan.heading")}</s-heading>
      <s-stack direction="inline" gap="small">
        {now.map(({ url, alt }) => <s-thumbnail key={url} src={url} alt={alt} />)}
        {added.map(({ id, url, altText }) => <s-stack key={id} gap="small-300"><s-thumbnail src={url} alt={altText} /><s-badge tone="success">{t("plan.new")}</s-badge></s-stack>)}
      </s-stack>
      <s-text color="subdued">{added.length > 0 ? t("plan.added", { count: now.length }) : t("plan.altOnly")} {t("plan.undo")}</s-text>
    </s-stack>
  );
}
