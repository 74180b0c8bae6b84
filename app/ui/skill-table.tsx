import { callDollars, NO_COST, percent } from "./format.ts";
import { Badge, Button, Link } from "./kit.tsx";
import { Named } from "./picture.tsx";
import { Table } from "./table.tsx";
import { When } from "./when.tsx";

/** A skill as its table shows it. */
export interface SkillSummary {
  readonly id: string;
  readonly name: string;
  readonly version: number | null;
  readonly draftChanged: boolean;
  readonly lastRunAt: string | null;
  readonly runs: number;
  readonly approved: number | null;
  /** What an image has cost on average, micro-dollars; null where none was bought. */
  readonly costMicros: number | null;
}

/** The workspace's skills, compared by their figures. */
export function SkillTable({ skills, runAt }: { readonly skills: readonly SkillSummary[]; readonly runAt: (skillId: string) => string }) {
  return (
    <Table
      caption="Your skills"
      columns={[
        { key: "name", title: "Skill" }, { key: "version", title: "Version" }, { key: "last", title: "Last run" }, { key: "runs", title: "Runs", figures: true },
        { key: "cost", title: "Cost per image", figures: true }, { key: "approved", title: "Approved", figures: true }, { key: "run", title: "Run", quiet: true, figures: true },
      ]}
      rows={skills.map((skill) => ({
        id: skill.id,
        cells: {
          name: <Named image={null}><Link to={`skills/${skill.id}`}>{skill.name}</Link></Named>,
          version: (
            <span className="pc-row">
              {skill.version === null ? <Badge tone="neutral">Not published</Badge> : <Badge tone="success">{`Version ${skill.version}`}</Badge>}
              {skill.draftChanged && skill.version !== null ? <Badge tone="neutral" icon="edit">Draft differs</Badge> : null}
            </span>
          ),
          last: skill.lastRunAt ? <When at={skill.lastRunAt} /> : "Never",
          runs: skill.runs, cost: skill.costMicros === null ? (skill.runs === 0 ? "–" : NO_COST) : callDollars(skill.costMicros), approved: skill.approved === null ? "–" : percent(skill.approved),
          run: <Button to={runAt(skill.id)} disabled={skill.version === null} name={`Run ${skill.name}`}>Run</Button>,
        },
      }))}
    />
  );
}
