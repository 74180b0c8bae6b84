import { Badge, Link } from "./kit.tsx";
import { Card, Quiet, Section, Stack } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { When } from "./when.tsx";

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
      <Quiet>{version === null ? "A skill runs once a version is published." : `Runs use version ${version}. Anyone in the workspace can run it, on a page that shows only what it asks.`}</Quiet>
      {version === null ? null : (
        <div className="pc-below pc-stack pc-tight">
          <Link to={`skills/${skillId}/run`}>{`Run version ${version}`}</Link>
          <Link to={`skills/${skillId}/use`}>Open its page for the team</Link>
          <Link to={`automations?skill=${skillId}`}>What starts it by itself</Link>
        </div>
      )}
    </Card>
  );
}
