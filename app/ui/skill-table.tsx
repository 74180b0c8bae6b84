import { callDollars, NO_COST, percent } from "./format.ts";
import { Badge, Button, Link, Menu } from "./kit.tsx";
import type { Action } from "./kit-types.ts";
import { Named } from "./picture.tsx";
import { planLabel, type Room } from "./plan-room.tsx";
import { FieldError } from "./states.tsx";
import { Table } from "./table.tsx";
import { useSkillActions } from "./use-skill-actions.ts";
import { When } from "./when.tsx";

/** A skill as its table shows it. */
export interface SkillSummary {
  readonly id: string;
  readonly name: string;
  readonly version: number | null;
  readonly draftChanged: boolean;
  readonly lastRunAt: string | null;
  readonly runs: number;
  /** Whether the plan has no room for it. */
  readonly paused: boolean;
  readonly approved: number | null;
  /** What an image has cost on average, micro-dollars; null where none was bought. */
  readonly costMicros: number | null;
}

/** The workspace's skills, compared by their figures. Who cannot edit them comes to the page that only runs them. */
export function SkillTable({ skills, mayEdit, room, archived, runAt }: { readonly skills: readonly SkillSummary[]; readonly mayEdit: boolean; readonly room: Room; readonly archived: boolean; readonly runAt: (skillId: string) => string }) {
  return (
    <Table
      caption={archived ? "Archived skills" : "Your skills"}
      columns={[
        { key: "name", title: "Skill" }, { key: "version", title: "Version" }, { key: "last", title: "Last run" }, { key: "runs", title: "Runs", figures: true },
        { key: "cost", title: "Cost per image", figures: true }, { key: "approved", title: "Approved", figures: true }, { key: "run", title: "Run", quiet: true, figures: true },
      ]}
      rows={skills.map((skill) => ({
        id: skill.id,
        cells: {
          name: <Named image={null}><Link to={mayEdit || archived || skill.version === null ? `skills/${skill.id}` : `skills/${skill.id}/use`}>{skill.name}</Link></Named>,
          version: (
            <span className="pc-row">
              {skill.version === null ? <Badge tone="neutral">Not published</Badge> : <Badge tone="success">{`Version ${skill.version}`}</Badge>}
              {skill.paused ? <Badge tone="warning">Paused by the plan</Badge> : null}
              {skill.draftChanged && skill.version !== null ? <Badge tone="neutral" icon="edit">Draft differs</Badge> : null}
            </span>
          ),
          last: skill.lastRunAt ? <When at={skill.lastRunAt} /> : "Never",
          runs: skill.runs, cost: skill.costMicros === null ? (skill.runs === 0 ? "–" : NO_COST) : callDollars(skill.costMicros), approved: skill.approved === null ? "–" : percent(skill.approved),
          run: <SkillTools skill={skill} mayEdit={mayEdit} room={room} archived={archived} runAt={runAt(skill.id)} />,
        },
      }))}
    />
  );
}

/** Runs a skill, and what else can be done with it from the list. */
function SkillTools({ skill, mayEdit, room, archived, runAt }: { readonly skill: SkillSummary; readonly mayEdit: boolean; readonly room: Room; readonly archived: boolean; readonly runAt: string }) {
  const { duplicate, archive, unarchive, save, busy, error } = useSkillActions(skill);
  const actions: Action[] = [
    ...(mayEdit ? [{ label: planLabel("Duplicate", room), icon: "plus" as const, disabled: busy || room.full, onAction: duplicate }] : []),
    { label: "Export", icon: "download", onAction: () => save(null) },
    ...(mayEdit && !archived ? [{ label: "Archive", icon: "folder" as const, disabled: busy, tone: "critical" as const, onAction: archive }] : []),
  ];
  return (
    <span className="pc-skill-tools">
      {archived
        ? <Button onAction={unarchive} busy={busy} disabled={!mayEdit || room.full} name={`${planLabel("Take back", room)} ${skill.name}`}>{planLabel("Take back", room)}</Button>
        : <Button {...(skill.version === null || skill.paused ? { disabled: true } : { to: runAt })} name={`Run ${skill.name}`}>Run</Button>}
      <Menu label={`${skill.name}, more`} actions={actions} />
      {error ? <FieldError>{error}</FieldError> : null}
    </span>
  );
}
