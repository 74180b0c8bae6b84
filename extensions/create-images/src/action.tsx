/** @jsxImportSource preact */
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/admin.product-details.action.render";
import { render } from "preact";
import { useState } from "preact/hooks";
import { WordsProvider } from "../../shared/words.tsx";
import { Choosing } from "./choosing.tsx";
import { Published } from "./published.tsx";
import { RunAndReview } from "./run-and-review.tsx";

declare const shopify: Api;

type Stage = { readonly at: "choose" } | { readonly at: "run"; readonly runId: string; readonly mayPublish: boolean } | { readonly at: "published"; readonly publicationId: string };

/** Opened from More actions of a product's page. */
export default async () => {
  const productId = shopify.data.selected[0]?.id;
  if (productId) render(<WordsProvider value={(key, values) => shopify.i18n.translate(key, values)}><CreateImages productId={productId} /></WordsProvider>, document.body);
};

function CreateImages({ productId }: { readonly productId: string }) {
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const close = () => shopify.close();
  switch (stage.at) {
    case "choose": return <Choosing productId={productId} onClose={close} onStarted={(runId, mayPublish) => setStage({ at: "run", runId, mayPublish })} />;
    case "run": return <RunAndReview runId={stage.runId} mayPublish={stage.mayPublish} onClose={close} onPublishing={(publicationId) => setStage({ at: "published", publicationId })} />;
    case "published": return <Published publicationId={stage.publicationId} onClose={close} />;
  }
}
