import { dollars, percent } from "./format.ts";
import { Badge, Button } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card, Quiet, Row, Section } from "./layout.tsx";
import { When } from "./when.tsx";

/** A monthly cap and what is used of it, in micro-dollars; `capShare` is the highest share that was reached: 0, 50, 80, or 100 where no further call fits. */
export interface ShownCap {
  readonly spentMicros: number;
  readonly reservedMicros: number;
  readonly capMicros: number | null;
  readonly capShare: 0 | 50 | 80 | 100;
}

/** A key as its card shows it, with its money of this month. */
export interface ShownKey extends ShownCap {
  readonly id: string;
  readonly provider: string;
  readonly providerTitle: string;
  readonly label: string;
  readonly lastFour: string;
  readonly state: "checking" | "works" | "bad-key" | "no-quota" | "unverified" | "unreachable" | "removed";
  readonly say: string | null;
  readonly lastUsedAt: string | null;
}

const STATES: Readonly<Record<ShownKey["state"], BadgeProps>> = {
  "checking": { tone: "info", icon: "running", children: "Checking" }, "works": { tone: "success", children: "Works" }, "bad-key": { tone: "critical", children: "Not accepted" },
  "no-quota": { tone: "critical", children: "Out of credits" }, "unverified": { tone: "warning", children: "Needs verification" }, "unreachable": { tone: "warning", children: "Not checked" }, "removed": { tone: "neutral", children: "Removed" },
};
/** What a share of a cap is called on a badge; below 80 % nothing needs to be said there. */
const SHARES: Readonly<Record<80 | 100, BadgeProps>> = { 80: { tone: "warning", icon: "alert", children: "Near its cap" }, 100: { tone: "critical", icon: "alert", children: "At its cap" } };

/** The badge of a cap that is nearly or wholly used. */
export function capBadge({ capShare }: ShownCap): BadgeProps | null {
  return capShare === 80 || capShare === 100 ? SHARES[capShare] : null;
}

/** The bar of a budget and the words to it: spent solid, held hatched, the end of the track is the cap, with marks at 50 and 80 %. */
export function CapMeter({ cap: { spentMicros, reservedMicros, capMicros, capShare }, label }: { readonly cap: ShownCap; readonly label: string }) {
  if (capMicros === null) return null;
  const share = (part: number) => `${Math.min(100, capMicros > 0 ? (part / capMicros) * 100 : 100)}%`;
  return (
    <>
      <div className={`pc-money pc-money-${capShare}`} role="img" aria-label={`${label}: ${dollars(spentMicros)} spent${reservedMicros > 0 ? `, ${dollars(reservedMicros)} held` : ""} of ${dollars(capMicros)}`}>
        <span className="pc-money-spent" style={{ width: share(spentMicros) }} /><span className="pc-money-held" style={{ width: share(reservedMicros) }} />
      </div>
      <p className="pc-small"><strong>{capMicros > 0 ? `${percent(spentMicros / capMicros)}. ` : ""}</strong>{MEANS[capShare]}</p>
    </>
  );
}

const MEANS: Readonly<Record<ShownCap["capShare"], string>> = {
  0: "Alerts at 50, 80 and 100 %.", 50: "Passed 50 %. The next alert is at 80 %.", 80: "Passed 80 %. At the cap, products wait.", 100: "No further call fits. Products wait until the cap is raised or the month ends.",
};

/** One key: who it belongs to, whether it works, and how much of its cap is used. */
export function KeyCard({ item, mayManage, busy, onCheck, onRotate, onCap, onRemove }: {
  readonly item: ShownKey; readonly mayManage: boolean; readonly busy: boolean;
  readonly onCheck: () => void; readonly onRotate: () => void; readonly onCap: () => void; readonly onRemove: () => void;
}) {
  const { providerTitle, label, lastFour, state, say, lastUsedAt, spentMicros, capMicros } = item;
  const badge = state === "works" ? capBadge(item) ?? STATES.works : STATES[state];
  return (
    <Card title={providerTitle} note={label} aside={<Badge {...badge} />} flush>
      <Section>
        <Row between><span className="pc-tabular">{`•••• ${lastFour}`}</span><Quiet small>{lastUsedAt ? <>Used <When within at={lastUsedAt} /></> : "Not used yet"}</Quiet></Row>
        <Row between><strong className="pc-key-spent">{dollars(spentMicros)}</strong><Quiet small>{capMicros === null ? "No monthly cap" : `of ${dollars(capMicros)} cap`}</Quiet></Row>
        <CapMeter cap={item} label={label} />
        {capMicros === null ? <Quiet small>This month. Set a cap to bound what it can spend.</Quiet> : null}
        {say ? <Quiet small>{say}</Quiet> : null}
      </Section>
      {mayManage ? (
        <Section>
          <Row>
            {state === "works" || state === "checking" ? null : <Button onAction={onCheck} busy={busy} name={`Check again: ${label}`}>Check again</Button>}
            <Button onAction={onCap} name={`Change cap of ${label}`}>Change cap</Button><Button onAction={onRotate} name={`Rotate ${label}`}>Rotate</Button><Button variant="quiet" tone="critical" onAction={onRemove} name={`Remove ${label}`}>Remove</Button>
          </Row>
        </Section>
      ) : null}
    </Card>
  );
}
