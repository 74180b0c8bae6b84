import { count, whole } from "./format.ts";
import { Banner, Button } from "./kit.tsx";
import { Card, Facts, Quiet, Row, Stack } from "./layout.tsx";
import { When } from "./when.tsx";

/** The mirror of a shop's catalog, as its card shows it: the fields of what features/catalog answers, since ui knows no feature. */
export interface CatalogFacts {
  readonly state: "reading" | "whole" | "failed";
  readonly say: string | null;
  readonly wholeAt: string | null;
  readonly products: number;
  readonly noPhoto: number;
  readonly smallPhoto: number;
  readonly smallSide: number;
}

/** What of the shop's catalog is known here, how fresh it is, and a way to read it anew. */
export function CatalogCard({ catalog, busy, error, onRead }: {
  readonly catalog: CatalogFacts;
  readonly busy: boolean;
  readonly error: string | null;
  /** Null for members who may not. */
  readonly onRead: (() => void) | null;
}) {
  const { state, say, wholeAt, products, noPhoto, smallPhoto, smallSide } = catalog;
  const known = wholeAt !== null;
  return (
    <Card title="Catalog" note="Names, tags and photo sizes of your products, so that a run can choose by them. Photos stay in your shop.">
      <Stack>
        {say ? <Banner tone="warning" title="The catalog is not up to date"><p>{say}</p></Banner> : null}
        {error ? <Banner tone="critical" title="The catalog was not asked for"><p>{error}</p></Banner> : null}
        <Facts facts={[
          { label: "Products", value: known || products > 0 ? whole(products) : "Not read yet" },
          { label: "Without a photo", value: known ? whole(noPhoto) : "–" },
          { label: `First photo below ${smallSide} pixels`, value: known ? whole(smallPhoto) : "–" },
          { label: "As in your shop", value: wholeAt ? <When at={wholeAt} /> : "Never yet" },
        ]} />
        <Row between>
          <Quiet small><span role="status">{state === "reading" ? `Being read from Shopify, ${count(products, "product")} known so far.` : state === "failed" ? "It is tried again by itself." : "Changes in your shop arrive by themselves."}</span></Quiet>
          {onRead ? <Button onAction={onRead} busy={busy} disabled={state === "reading"}>Read again</Button> : null}
        </Row>
      </Stack>
    </Card>
  );
}
