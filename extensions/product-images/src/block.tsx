/** @jsxImportSource preact */
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/admin.product-details.block.render";
import { render } from "preact";
import { ProductImages } from "../../shared/answers.ts";
import { ask } from "../../shared/client.ts";
import { FaultBanner } from "../../shared/fault-banner.tsx";
import { useAsked } from "../../shared/use-asked.ts";
import { useWords, WordsProvider } from "../../shared/words.tsx";
import { Made } from "./made.tsx";

declare const shopify: Api;

/** The card on a product's page. */
export default async () => {
  const productId = shopify.data.selected[0]?.id;
  if (productId) render(<WordsProvider value={(key, values) => shopify.i18n.translate(key, values)}><Block productId={productId} /></WordsProvider>, document.body);
};

function Block({ productId }: { readonly productId: string }) {
  const t = useWords();
  const { value: made, fault } = useAsked(productId, () => ask(`product?id=${encodeURIComponent(productId)}`, ProductImages));
  const summary = made ? made.awaiting > 0 ? t("waiting", { count: made.awaiting }) : t("nothingWaits") : "";
  return (
    <s-admin-block heading={t("name")} collapsedSummary={summary}>
      <s-stack gap="base">
        {!made && !fault ? <s-spinner accessibilityLabel={t("loading")} /> : null}
        <FaultBanner fault={fault} />
        {made ? <Made made={made} day={(iso) => shopify.i18n.formatDate(new Date(iso), { dateStyle: "medium", timeStyle: "short" })} /> : null}
        <s-button onClick={() => shopify.navigation.navigate("extension://piccaso-create-images")}>{t("create")}</s-button>
      </s-stack>
    </s-admin-block>
  );
}
