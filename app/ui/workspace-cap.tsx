import { count, dollars } from "./format.ts";
import { capBadge, CapMeter, type ShownCap } from "./key-card.tsx";
import { Badge, Button } from "./kit.tsx";
import { Card, Quiet } from "./layout.tsx";

/** The monthly cap over all keys. `uncertain` calls hold a part of what is held. */
export function WorkspaceCap({ cap, uncertain, onCap }: { readonly cap: ShownCap; readonly uncertain: number; readonly onCap: (() => void) | undefined }) {
  const { spentMicros, reservedMicros, capMicros } = cap;
  const badge = capBadge(cap);
  const held = reservedMicros > 0 ? `${dollars(reservedMicros)} held for calls under way${uncertain > 0 ? ` and ${count(uncertain, "uncertain call")}` : ""}. ` : "";
  return (
    <Card title="Workspace cap" aside={<>{badge ? <Badge {...badge} /> : null}{onCap ? <Button onAction={onCap} name="Change cap of the workspace">Change cap</Button> : null}</>}>
      <div className="pc-row pc-between"><strong className="pc-key-spent">{dollars(spentMicros)}</strong><Quiet small>{capMicros === null ? "No monthly cap" : `of ${dollars(capMicros)}`}</Quiet></div>
      <CapMeter cap={cap} label="Workspace" />
      <Quiet small>{`${held}Starts again with the next month (UTC).`}</Quiet>
    </Card>
  );
}
