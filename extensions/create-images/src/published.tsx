/** @jsxImportSource preact */
import { Publication } from "../../shared/answers.ts";
import { ask } from "../../shared/client.ts";
import { FaultBanner } from "../../shared/fault-banner.tsx";
import { usePolled } from "../../shared/use-polled.ts";
import { useWords } from "../../shared/words.tsx";

/** A publication until it is on the product. */
export function Published({ publicationId, onClose }: { readonly publicationId: string; readonly onClose: () => void }) {
  const t = useWords();
  const { value, fault } = usePolled(() => ask(`publications/${publicationId}`, Publication), ({ state }) => state !== "working");
  const state = value?.state ?? "working";
  return (
    <s-admin-action heading={t(`published.${state}`)} loading={!value && !fault}>
      <s-stack gap="base">
        <FaultBanner fault={fault} />
        {value && state === "working" ? <s-stack direction="inline" gap="base"><s-spinner accessibilityLabel={t("published.working")} /><s-text>{t("published.goesOn")}</s-text></s-stack> : null}
        {value && state === "published" ? <s-banner tone="success">{t("published.done", { count: value.images })}</s-banner> : null}
        {value && state === "failed" ? <s-banner tone="critical">{value.say ?? t("published.whyUnknown")}</s-banner> : null}
        <s-link href={`app:publications/${publicationId}`}>{t("published.open")}</s-link>
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={onClose}>{t("close")}</s-button>
    </s-admin-action>
  );
}
