import { count } from "./format.ts";
import { Badge, Button, Link } from "./kit.tsx";
import { Card, Quiet, Row, Section } from "./layout.tsx";
import { adminProduct } from "./paths.ts";

/** Shared files that are told one by one; more are told as a number. */
const MOST_TOLD = 4;

interface PlanSideProps {
  readonly replacing: readonly { readonly productId: string; readonly title: string; readonly outputIds: readonly string[] }[];
  readonly skipped: readonly { readonly productId: string; readonly title: string; readonly blocked: string | null }[];
  readonly busy: readonly string[];
  readonly onAddInstead: (outputIds: readonly string[]) => void;
}

/** What to know before anything is written: photos that are shared, products that are skipped, and those at which another publication works. */
export function PlanSide({ replacing, skipped, busy, onAddInstead }: PlanSideProps) {
  return (
    <>
      {replacing.length + skipped.length + busy.length > 0 ? (
        <Card title="Before you publish" flush>
          {replacing.slice(0, MOST_TOLD).map(({ productId, title, outputIds }) => (
            <Section key={productId}>
              <Badge tone="warning" icon="alert">Shared file</Badge>
              <p className="pc-below">The photo of <strong>{title}</strong> is a file of your shop. Other products or pages that use it keep it. It is taken off this product only, and kept in your library.</p>
              <Row><Button variant="quiet" onAction={() => onAddInstead(outputIds)} name={`Add instead of replace, ${title}`}>Add instead of replace</Button></Row>
            </Section>
          ))}
          {replacing.length > MOST_TOLD ? <Section><p>{`The same holds for ${count(replacing.length - MOST_TOLD, "more product")}.`}</p></Section> : null}
          {skipped.map(({ productId, title, blocked }) => (
            <Section key={productId}>
              <Badge tone="critical">Skipped</Badge>
              <p className="pc-below"><strong>{title}</strong>{`: ${blocked ?? ""}`}</p>
              <Link to={adminProduct(productId)} external>Open product</Link>
            </Section>
          ))}
          {busy.length > 0 ? <Section><p>{`${busy.join(", ")}: another publication is at work there. This one waits for it.`}</p></Section> : null}
        </Card>
      ) : null}
      <Card title="What happens">
        <ol className="pc-numbered">
          <li>The media, order, alt texts and variant links of each product are stored. Photos that are replaced are kept in your library.</li>
          <li>Images are added, and ordered once Shopify has processed them.</li>
          <li>Undo brings back that state exactly, any time later: all of it, a product, or one image.</li>
        </ol>
        <div className="pc-below"><Quiet small>You can leave this page. It goes on by itself, also after an interruption.</Quiet></div>
      </Card>
    </>
  );
}
