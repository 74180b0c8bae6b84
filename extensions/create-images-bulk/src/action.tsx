/** @jsxImportSource preact */
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/admin.product-index.selection-action.render";
import { render } from "preact";
import { useState } from "preact/hooks";
import { ChooseSkill } from "../../shared/choose-skill.tsx";
import { StartButton } from "../../shared/start-button.tsx";
import { useChoice } from "../../shared/use-choice.ts";
import { useWords, WordsProvider } from "../../shared/words.tsx";
import { Running } from "./running.tsx";

declare const shopify: Api;

/** A run takes so many products at once from here; the run form in the app takes more. */
const MOST = 250;

/** Opened for the products that are selected in the list. */
export default async () => {
  const productIds = shopify.data.selected.map(({ id }) => id);
  render(<WordsProvider value={(key, values) => shopify.i18n.translate(key, values)}><CreateImages productIds={productIds} /></WordsProvider>, document.body);
};

function CreateImages({ productIds }: { readonly productIds: readonly string[] }) {
  const [runId, setRunId] = useState<string | null>(null);
  const close = () => shopify.close();
  if (runId) return <Running runId={runId} onClose={close} />;
  return productIds.length > MOST ? <TooMany onClose={close} /> : <Choosing productIds={productIds} onClose={close} onStarted={setRunId} />;
}

function Choosing({ productIds, onClose, onStarted }: { readonly productIds: readonly string[]; readonly onClose: () => void; readonly onStarted: (runId: string) => void }) {
  const t = useWords();
  const choice = useChoice(productIds, onStarted);
  return (
    <s-admin-action heading={t("heading.choose", { count: productIds.length })} loading={!choice.skills && !choice.fault}>
      <ChooseSkill choice={choice} />
      {choice.skills && choice.skills.skills.length > 0 ? <StartButton choice={choice} /> : null}
      <s-button slot="secondary-actions" onClick={onClose}>{t("cancel")}</s-button>
    </s-admin-action>
  );
}

function TooMany({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  return (
    <s-admin-action heading={t("tooMany.heading")}>
      <s-stack gap="base"><s-paragraph>{t("tooMany.text", { most: MOST })}</s-paragraph><s-link href="app:skills">{t("tooMany.link")}</s-link></s-stack>
      <s-button slot="primary-action" variant="primary" onClick={onClose}>{t("close")}</s-button>
    </s-admin-action>
  );
}
