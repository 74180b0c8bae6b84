import type { GraphChange } from "#app/core/skill/diff.ts";
import { ChangeList } from "./change-list.tsx";
import { count } from "./format.ts";
import { Badge, Link } from "./kit.tsx";
import { Card, Quiet, Section, Stack } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { When } from "./when.tsx";

export interface SkillVersion {
  readonly id: string;
  readonly number: number;
  readonly note: string;
  readonly at: string;
  readonly runs: number;
}

/** What the skill made last: before and after, and the run it is from. */
export function ResultCard({ result }: { readonly result: { readonly productTitle: string; readonly runId: string; readonly runNumber: number; readonly madeAt: string; readonly before: PictureSource | null; readonly after: PictureSource } | null }) {
  if (!result) return null;
  const { productTitle, runId, runNumber, madeAt, before, after } = result;
  return (
    <Card title="Newest result" note={<>{productTitle}, <When within at={madeAt} /></>} flush>
      <div className="pc-halves">
        {before ? <Picture image={before} alt={`Before: ${productTitle}`} size={141} /> : null}
        <Picture image={after} alt={`After: ${productTitle}`} size={141} />
      </div>
      <Section><Link to={`runs/${runId}`}>{`Run ${runNumber}`}</Link></Section>
    </Card>
  );
}

/** The draft with what it changes, then the versions, newest first. */
export function VersionsCard({ versions, changes }: { readonly versions: readonly SkillVersion[]; readonly changes: readonly GraphChange[] }) {
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
      {versions.map(({ id, number, note, at, runs }, index) => (
        <Section key={id}>
          <div className="pc-row pc-between"><span className="pc-name">{`Version ${number}`}</span>{index === 0 ? <Badge tone="success">Published</Badge> : null}</div>
          <Quiet small><When at={at} />{`. ${runs === 0 ? "Not run yet" : `Used by ${count(runs, "run")}`}`}{note ? `. ${note}` : ""}</Quiet>
        </Section>
      ))}
    </Card>
  );
}

/** What keeps a skill from running, or may surprise. */
export function ProblemsCard({ problems, onOpen }: {
  readonly problems: readonly { readonly severity: "error" | "warning"; readonly node: string | null; readonly what: string; readonly fix: string }[];
  readonly onOpen: (node: string) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <Card title={problems.length === 1 ? "1 thing to look at" : `${problems.length} things to look at`} flush>
      {problems.map(({ severity, node, what, fix }) => (
        <Section key={`${node ?? ""} ${what}`} tone={severity === "error" ? "warning" : "quiet"}>
          <Stack gap="tight">
            <Badge tone={severity === "error" ? "critical" : "warning"}>{severity === "error" ? "Cannot run" : "Check"}</Badge>
            <span>{what} {fix}</span>
            {node ? <button type="button" className="pc-text-button" onClick={() => onOpen(node)}>Show the step</button> : null}
          </Stack>
        </Section>
      ))}
    </Card>
  );
}

/** How the skill is used from here. */
export function UseCard({ skillId, version }: { readonly skillId: string; readonly version: number | null }) {
  return (
    <Card title="Use it">
      <Quiet>{version === null ? "A skill runs once a version is published." : `Runs use version ${version}. Anyone in the workspace can run it.`}</Quiet>
      {version === null ? null : <div className="pc-below"><Link to={`skills/${skillId}/run`}>{`Run version ${version}`}</Link></div>}
    </Card>
  );
}
