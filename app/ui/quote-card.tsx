import { unitWord } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { runSeconds } from "#app/core/skill/typical-time.ts";
import { callDollars, count, dollars, NO_COST, timeLeft } from "./format.ts";
import { Icon, Link, TextField } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";

/** What one product costs, by model; micro-dollars. */
export interface EachQuote {
  readonly lines: readonly { readonly model: string; readonly title: string; readonly calls: number; readonly eachMicros: number; readonly expectedMicros: number; readonly asOf: string }[];
  readonly expectedMicros: number;
  readonly maximumMicros: number;
  /** Calls that its key may have under way at once, null where nothing is bought; and how long one product takes in most cases, ms. */
  readonly inFlight: number | null;
  readonly typicalMs: number;
}

/** About how long so many products take, in words: "about 4 min". Empty where nothing is bought, which takes seconds. */
export function timeWords(each: EachQuote, products: number): string {
  const seconds = runSeconds(each, products);
  return seconds === 0 ? "" : `about ${timeLeft(seconds)}`;
}

/** The most that a run may cost, in dollars as typed; empty is the maximum of its quote. */
export function CapField({ cap, maximumMicros, onCap, error }: { readonly cap: string; readonly maximumMicros: number; readonly onCap: (dollars: string) => void; readonly error: string | undefined }) {
  return <TextField kind="number" label="Cap of this run" suffix="US dollars" min={0} step={0.01} value={cap} placeholder={(maximumMicros / 1_000_000).toFixed(2)} help="No call starts that would pass it. Empty: the maximum." onChange={onCap} error={error} />;
}

/** What the run does to each product, and what it costs: expected, at most, and the cap that no call passes. */
export function QuoteCard({ steps, products, unit, reviewDays, each, keys, counting, cap, onCap, capError }: {
  readonly steps: readonly { readonly title: string; readonly detail: string }[];
  /** How many items, and what each stands for. */
  readonly products: number | null;
  readonly unit: Unit;
  readonly reviewDays: number;
  readonly each: EachQuote;
  readonly keys: readonly { readonly provider: string; readonly title: string; readonly works: boolean }[];
  /** The figures are of answers of before, and the price of these is on its way. */
  readonly counting: boolean;
  readonly cap: string;
  readonly onCap: (dollars: string) => void;
  readonly capError: string | undefined;
}) {
  const free = each.lines.length === 0;
  const many = products ?? 0;
  return (
    <Card title="Quote" flush>
      <Section>
        <ol className="pc-steps">
          {steps.map(({ title, detail }, index) => (
            <li key={index}><div><strong className="pc-name">{title}</strong><Quiet small>{detail}</Quiet></div></li>
          ))}
        </ol>
      </Section>
      {free ? (
        <Section>
          <div className="pc-row pc-between"><span className="pc-quote-total">{NO_COST}</span><span className="pc-quiet pc-tabular">{products === null ? "" : count(products, unitWord(unit))}</span></div>
          <Quiet small>All steps run on our servers, without an API key.</Quiet>
        </Section>
      ) : (
        <>
          {keys.filter(({ works }) => !works).map(({ provider, title }) => (
            <Section key={provider} tone="warning"><div className="pc-next"><Icon name="alert" /><p className="pc-grow"><strong>{`No working key of ${title}`}</strong></p><Link to="keys">Add key</Link></div></Section>
          ))}
          <Section>
            <div className={counting ? "pc-counting" : undefined} aria-busy={counting}>
              <dl className="pc-facts">
                {each.lines.map(({ model, title, calls, eachMicros, expectedMicros, asOf }) => <div key={model}><dt>{title}<Quiet small>{`${count(calls * many, "call")}, about ${callDollars(eachMicros)} each, price of ${asOf}`}</Quiet></dt><dd>{dollars(expectedMicros * many)}</dd></div>)}
                <div><dt>Expected</dt><dd>{`about ${dollars(each.expectedMicros * many)}`}</dd></div>
                {many > 0 ? <div><dt>Time</dt><dd>{timeWords(each, many)}</dd></div> : null}
              </dl>
              <div className="pc-row pc-between"><strong>Maximum</strong><span className="pc-quote-total">{dollars(each.maximumMicros * many)}</span></div>
            </div>
          </Section>
          <Section>
            <CapField cap={cap} maximumMicros={each.maximumMicros * many} onCap={onCap} error={capError} />
          </Section>
        </>
      )}
      <Section>
        <div className="pc-next"><Icon name="clock" /><div className="pc-grow"><strong>{`Kept ${count(reviewDays, "day")} for review`}</strong><Quiet small>Approve what you want to keep. The rest is deleted after that.</Quiet></div></div>
      </Section>
      <Section>
        <div className="pc-next"><Icon name="lock" /><div className="pc-grow"><strong>Your shop stays as it is</strong><Quiet small>Nothing is written to a product until you publish, and that can be undone.</Quiet></div></div>
      </Section>
    </Card>
  );
}
