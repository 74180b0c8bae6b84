import { dollars, percent } from "./format.ts";
import { Badge, Button } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card, Quiet, Row, Section } from "./layout.tsx";
import { When } from "./when.tsx";

/** A key as its card shows it; money in micro-dollars of this month. */
export interface ShownKey {
  readonly id: string;
  readonly provider: string;
  readonly providerTitle: string;
  readonly label: string;
  readonly lastFour: string;
  readonly state: "checking" | "works" | "bad-key" | "no-quota" | "unverified" | "unreachable" | "removed";
  readonly say: string | null;
  readonly lastUsedAt: string | null;
  readonly spentMicros: number;
  readonly reservedMicros: number;
  readonly capMicros: number | null;
}

const STATES: Readonly<Record<ShownKey["state"], BadgeProps>> = {
  "checking": { tone: "info", icon: "running", children: "Checking" }, "works": { tone: "success", children: "Works" }, "bad-key": { tone: "critical", children: "Not accepted" },
  "no-quota": { tone: "critical", children: "Out of credits" }, "unverified": { tone: "warning", children: "Needs verification" }, "unreachable": { tone: "warning", children: "Not checked" }, "removed": { tone: "neutral", children: "Removed" },
};
const NEAR = 0.8;

/** The bar of a budget: spent solid, held hatched, the end of the track is the cap, with marks at 50 and 80 %. */
export function MoneyBar({ spent, reserved, cap, label }: { readonly spent: number; readonly reserved: number; readonly cap: number; readonly label: string }) {
  const share = (part: number) => `${Math.min(100, cap > 0 ? (part / cap) * 100 : 0)}%`;
  return (
    <div className="pc-money" role="img" aria-label={`${label}: ${dollars(spent)} spent${reserved > 0 ? `, ${dollars(reserved)} held` : ""} of ${dollars(cap)}`}>
      <span className="pc-money-spent" style={{ width: share(spent) }} /><span className="pc-money-held" style={{ width: share(reserved) }} />
    </div>
  );
}

/** One key: who it belongs to, whether it works, and how much of its cap is used. */
export function KeyCard({ item, mayManage, busy, onCheck, onRotate, onCap, onRemove }: {
  readonly item: ShownKey; readonly mayManage: boolean; readonly busy: boolean;
  readonly onCheck: () => void; readonly onRotate: () => void; readonly onCap: () => void; readonly onRemove: () => void;
}) {
  const { providerTitle, label, lastFour, state, say, lastUsedAt, spentMicros, reservedMicros, capMicros } = item;
  const used = capMicros ? (spentMicros + reservedMicros) / capMicros : 0;
  const badge: BadgeProps = state === "works" && used >= 1 ? { tone: "critical", children: "At its cap" } : state === "works" && used >= NEAR ? { tone: "warning", children: "Near its cap" } : STATES[state];
  return (
    <Card title={providerTitle} note={label} aside={<Badge {...badge} />} flush>
      <Section>
        <Row between><span className="pc-tabular">{`•••• ${lastFour}`}</span><Quiet small>{lastUsedAt ? <>Used <When within at={lastUsedAt} /></> : "Not used yet"}</Quiet></Row>
        <Row between><strong className="pc-key-spent">{dollars(spentMicros)}</strong><Quiet small>{capMicros === null ? "No monthly cap" : `of ${dollars(capMicros)} cap`}</Quiet></Row>
        {capMicros === null ? null : <MoneyBar spent={spentMicros} reserved={reservedMicros} cap={capMicros} label={label} />}
        <Quiet small>{say ?? (capMicros === null ? "This month. Set a cap to bound what it can spend." : `${percent(used)} of the cap. Nothing starts that would pass it.`)}</Quiet>
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
