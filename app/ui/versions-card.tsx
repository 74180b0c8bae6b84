import type { GraphChange } from "#app/core/skill/change.ts";
import { ChangeList } from "./change-list.tsx";
import { callDollars, count, NO_COST } from "./format.ts";
import { Thumb, type PictureSource } from "./picture.tsx";
import { Badge, Menu } from "./kit.tsx";
import type { Action } from "./kit-types.ts";
import { Card, Quiet, Section, Stack } from "./layout.tsx";
import { When } from "./when.tsx";

/** A published version as its row shows it. */
export interface SkillVersion {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly note: string;
  readonly at: string;
  readonly runs: number;
  readonly byYou: boolean;
}

/** What a version made: images, what one cost on average (micro-dollars, null where nothing was bought), and the newest. */
export interface VersionMade {
  readonly images: number;
  readonly costMicros: number | null;
  readonly newest: PictureSource | null;
}
/** By the id of the version; one that made nothing is not among them. */
export type MadeByVersion = Readonly<Record<string, VersionMade>>;

/** "412 images, $0.0530 each". */
export function madeWords({ images, costMicros }: VersionMade): string {
  return `${count(images, "image")}, ${costMicros === null ? NO_COST.toLowerCase() : `${callDollars(costMicros)} each`}`;
}

/** The draft with what it changes, then the versions, newest first, each with what can be done with it. */
export function VersionsCard({ versions, made, changes, actionsOf }: { readonly made: MadeByVersion; readonly versions: readonly SkillVersion[]; readonly changes: readonly GraphChange[]; readonly actionsOf: (version: SkillVersion) => readonly Action[] }) {
  return (
    <Card title="Versions" flush>
      {changes.length > 0 ? (
        <Section tone="quiet">
          <Stack gap="tight">
            <strong className="pc-name">Draft</strong>
            <ChangeList changes={changes} />
          </Stack>
        </Section>
      ) : null}
      {versions.length === 0 && changes.length === 0 ? <Section><Quiet>Publish the draft to make version 1.</Quiet></Section> : null}
      {versions.map((version, index) => <VersionRow key={version.id} version={version} made={made[version.id]} newest={index === 0} actions={actionsOf(version)} />)}
      {versions.length > 0 ? <Section><Quiet small>A published version never changes. Restoring one makes it the draft and keeps it here.</Quiet></Section> : null}
    </Card>
  );
}

function VersionRow({ version: { number, label, note, at, runs, byYou }, made, newest, actions }: { readonly version: SkillVersion; readonly made: VersionMade | undefined; readonly newest: boolean; readonly actions: readonly Action[] }) {
  return (
    <Section>
      <div className="pc-version">
        <Thumb image={made?.newest ?? null} size={40} />
        <div>
          <div className="pc-row pc-between pc-version-head">
            <span className="pc-row"><span className="pc-name">{`Version ${number}`}</span>{newest ? <Badge tone="success">In use</Badge> : null}</span>
            <Menu label={`Version ${number}, more`} actions={actions} />
          </div>
          {label ? <p className="pc-version-label">{label}</p> : null}
          {note ? <p className="pc-version-note">{note}</p> : null}
          <Quiet small><When at={at} />{`${byYou ? ", by you" : ""}. ${runs === 0 ? "Not run yet" : `Used by ${count(runs, "run")}`}`}</Quiet>
          {made ? <Quiet small>{madeWords(made)}</Quiet> : null}
        </div>
      </div>
    </Section>
  );
}
