import { unitWord, type Unit } from "#app/core/unit.ts";
import { count, dollars } from "./format.ts";
import { Badge, Button, Icon, Link } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card, Quiet, Section } from "./layout.tsx";
import { When } from "./when.tsx";

/** A trigger or a schedule as the list shows it. */
export interface ShownAutomation {
  readonly id: string;
  readonly kind: "trigger" | "schedule";
  readonly name: string;
  readonly skillId: string;
  readonly skillName: string;
  readonly state: "running" | "paused" | "stopped";
  readonly say: string | null;
  readonly when: string;
  readonly what: string;
  readonly unit: Unit;
  readonly nextAt: string | null;
  readonly lastRun: { readonly id: string; readonly number: number; readonly at: string } | null;
  readonly runs: number;
  readonly images: number;
  /** Micro-dollars; null for a skill that buys nothing. */
  readonly money: { readonly capMicros: number; readonly monthCapMicros: number; readonly monthMicros: number } | null;
}

const BADGES: Readonly<Record<ShownAutomation["state"], BadgeProps>> = {
  running: { tone: "success", icon: "check-circle", children: "On" }, paused: { tone: "neutral", icon: "pause", children: "Paused" }, stopped: { tone: "critical", icon: "alert", children: "Stopped" },
};

/** What starts by itself: when, on what, when it comes again and what came of it. */
export function AutomationList({ automations, busy, mayManage, onPause, onResume, onDelete }: {
  readonly automations: readonly ShownAutomation[];
  readonly busy: boolean;
  readonly mayManage: boolean;
  readonly onPause: (id: string) => void;
  readonly onResume: (id: string) => void;
  readonly onDelete: (automation: ShownAutomation) => void;
}) {
  return (
    <Card title={count(automations.length, "automation")} note="What they make waits for review; nothing is published by itself." flush>
      <ul className="pc-automations" aria-label="Automations">
        {automations.map((one) => (
          <li key={one.id}>
            <Section {...(one.state === "stopped" ? { tone: "warning" as const } : {})}>
              <div className="pc-row pc-between pc-top">
                <div className="pc-grow">
                  <div className="pc-row"><h3 className="pc-name">{one.name}</h3><Badge {...BADGES[one.state]} /></div>
                  <p>{`${one.when}: `}<Link to={`skills/${one.skillId}`}>{one.skillName}</Link>{`, ${lower(one.what)}${one.unit === "product" ? "" : `, once for each ${unitWord(one.unit)}`}`}</p>
                  {one.say ? <p className="pc-next"><Icon name={one.state === "stopped" ? "alert" : "info"} /><span>{one.say}</span></p> : null}
                  <Facts one={one} />
                </div>
                {mayManage ? (
                  <div className="pc-row">
                    {one.state === "running" ? <Button icon="pause" busy={busy} name={`Pause ${one.name}`} onAction={() => onPause(one.id)}>Pause</Button> : <Button icon="play" busy={busy} name={`Resume ${one.name}`} onAction={() => onResume(one.id)}>Resume</Button>}
                    <Button tone="critical" busy={busy} name={`Delete ${one.name}`} onAction={() => onDelete(one)}>Delete</Button>
                  </div>
                ) : null}
              </div>
            </Section>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ one: { kind, nextAt, lastRun, runs, images, money } }: { readonly one: ShownAutomation }) {
  return (
    <Quiet small>
      {nextAt ? <>Next <When within at={nextAt} />. </> : kind === "trigger" ? "Starts as it happens. " : ""}
      {lastRun ? <>Last <Link to={`runs/${lastRun.id}`}>{`run ${lastRun.number}`}</Link>, <When within at={lastRun.at} />. {`${count(runs, "run")}, ${count(images, "image")} so far. `}</> : "No run so far. "}
      {money ? `${dollars(money.monthMicros)} of ${dollars(money.monthCapMicros)} this month, at most ${dollars(money.capMicros)} a run.` : ""}
    </Quiet>
  );
}

/** "All products" within a sentence; a name keeps its capital. */
function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
