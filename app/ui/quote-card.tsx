import { count, NO_COST } from "./format.ts";
import { Icon } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";

/** What the run does to each product and what it costs: in this release nothing, all on our servers. */
export function QuoteCard({ steps, products, reviewDays }: { readonly steps: readonly { readonly title: string; readonly detail: string }[]; readonly products: number | null; readonly reviewDays: number }) {
  return (
    <Card title="Quote" flush>
      <Section>
        <ol className="pc-steps">
          {steps.map(({ title, detail }, index) => (
            <li key={index}><div><strong className="pc-name">{title}</strong><Quiet small>{detail}</Quiet></div></li>
          ))}
        </ol>
      </Section>
      <Section>
        <div className="pc-row pc-between"><span className="pc-quote-total">{NO_COST}</span><span className="pc-quiet pc-tabular">{products === null ? "" : count(products, "product")}</span></div>
        <Quiet small>All steps run on our servers, without an API key.</Quiet>
      </Section>
      <Section>
        <div className="pc-next"><Icon name="clock" /><div className="pc-grow"><strong>{`Kept ${count(reviewDays, "day")} for review`}</strong><Quiet small>Approve what you want to keep. The rest is deleted after that.</Quiet></div></div>
      </Section>
      <Section>
        <div className="pc-next"><Icon name="lock" /><div className="pc-grow"><strong>Your shop stays as it is</strong><Quiet small>Nothing is written to a product until you publish, and that can be undone.</Quiet></div></div>
      </Section>
    </Card>
  );
}
