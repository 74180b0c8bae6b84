import { unitWord } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { callDollars, count, dollars, NO_COST } from "./format.ts";
import { Button, Icon, Link } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";
import { BeforeAfter, Picture, type PictureSource } from "./picture.tsx";
import { CapField, timeWords, type EachQuote } from "./quote-card.tsx";

/** What a skill does, and real examples of it: images that somebody of the team approved, or what its template made. */
export function UseIntro({ description, version, examples, template, name }: {
  readonly description: string;
  readonly version: number;
  readonly name: string;
  readonly examples: readonly { readonly image: PictureSource; readonly productTitle: string }[];
  readonly template: { readonly before: string; readonly after: string } | null;
}) {
  return (
    <div className="pc-use-intro">
      <p className="pc-quiet">{[description, `Version ${version}.`].filter(Boolean).join(" ")}</p>
      {examples.length > 0 ? (
        <ul className="pc-use-examples" aria-label="Approved images of this skill">
          {examples.map(({ image, productTitle }) => <li key={`${productTitle} ${image.small}`}><Picture image={image} alt={productTitle} size={165} ratio="6 / 5" eager /></li>)}
        </ul>
      ) : template ? <div className="pc-use-template"><BeforeAfter before={template.before} after={template.after} name={name} /></div> : null}
    </div>
  );
}

interface StartProps {
  /** How many items, and what each stands for. Null until products are chosen. */
  readonly products: number | null;
  readonly unit: Unit;
  readonly each: EachQuote;
  readonly counting: boolean;
  readonly ready: boolean;
  readonly starting: boolean;
  readonly upTo: string | null;
  /** The most that it may cost, as typed. */
  readonly cap: { readonly value: string; readonly onChange: (dollars: string) => void; readonly error: string | undefined };
  readonly onStart: () => void;
}

/** What it costs and the one button: what a run may cost at most stands before it is started. */
export function UseQuote({ keys, reason, ...start }: StartProps & { readonly keys: readonly { readonly provider: string; readonly title: string; readonly works: boolean }[]; readonly reason: string | undefined }) {
  const { products, unit, each, counting } = start;
  const many = products ?? 0;
  const paid = keys.map(({ title }) => title).join(" and ");
  return (
    <Card flush>
      <div className="pc-use-quote">
        <Quiet>{products === null ? "No products chosen yet" : count(products, unitWord(unit))}</Quiet>
        <div className={counting ? "pc-counting" : undefined} aria-busy={counting}>
          <Total {...start} />
          {each.lines.length > 0 ? (
            <dl className="pc-facts">
              {each.lines.map(({ model, title, calls, eachMicros, expectedMicros }) => <div key={model}><dt>{`${calls * many} × ${title}`}<Quiet small>{`about ${callDollars(eachMicros)} each`}</Quiet></dt><dd>{callDollars(expectedMicros * many)}</dd></div>)}
            </dl>
          ) : null}
        </div>
        {each.lines.length > 0 ? <CapField cap={start.cap.value} maximumMicros={each.maximumMicros * many} onCap={start.cap.onChange} error={start.cap.error} /> : null}
        {keys.filter(({ works }) => !works).map(({ provider, title }) => <div key={provider} className="pc-next"><Icon name="alert" /><p className="pc-grow"><strong>{`No working key of ${title}`}</strong></p><Link to="keys">Add key</Link></div>)}
        <div className="pc-use-wide"><StartButton {...start} /></div>
        <p className="pc-small" role="status">{reason ?? ""}</p>
        <Quiet small>{`${paid ? `Paid to ${paid} with your own API key. ` : "All steps run on our servers. "}Nothing changes in your shop until you publish.`}</Quiet>
      </div>
    </Card>
  );
}

/** The price and the button at the foot of a phone, always in reach. */
export function UseBar({ reason, ...start }: StartProps & { readonly reason: string | undefined }) {
  return <div className="pc-use-bar"><Total {...start} /><StartButton {...start} />{reason ? <Quiet small>{reason}</Quiet> : null}</div>;
}

function Total({ products, each, cap }: Pick<StartProps, "products" | "each" | "cap">) {
  const many = products ?? 0;
  if (each.lines.length === 0) return <p className="pc-use-total"><strong>{NO_COST}</strong></p>;
  return <p className="pc-use-total"><strong>{`about ${dollars(each.expectedMicros * many)}`}</strong> <span>{[`never more than ${cap.value.trim() === "" ? dollars(each.maximumMicros * many) : `$${cap.value.trim()}`}`, timeWords(each, many)].filter(Boolean).join(" · ")}</span></p>;
}

function StartButton({ products, unit, ready, starting, upTo, onStart }: StartProps) {
  return <Button variant="primary" wide busy={starting} disabled={!ready} onAction={onStart}>{products === null || products === 0 ? "Run" : `Run ${count(products, unitWord(unit))}${upTo === null ? "" : `, ${upTo}`}`}</Button>;
}

/** What comes after the run, for who does it the first time. */
export function AfterRun({ reviewDays }: { readonly reviewDays: number }) {
  const steps = ["You look through the images", `You approve the good ones, within ${count(reviewDays, "day")}`, "They are published to the products, and undo puts everything back"];
  return (
    <Card title="After the run" flush>
      <Section><ol className="pc-steps">{steps.map((step, index) => <li key={step} className="pc-use-step"><span className="pc-step">{index + 1}</span><div>{step}</div></li>)}</ol></Section>
    </Card>
  );
}
