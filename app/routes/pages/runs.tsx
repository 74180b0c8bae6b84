import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { unitWord } from "#app/core/unit.ts";
import { listRuns } from "#app/features/runs/list-runs.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count, spent } from "#app/ui/format.ts";
import { Badge, Link, Page } from "#app/ui/kit.tsx";
import { Card, Quiet, Row } from "#app/ui/layout.tsx";
import { Named } from "#app/ui/picture.tsx";
import { runBadge } from "#app/ui/run-card.tsx";
import { RunLine } from "#app/ui/run-strip.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction = () => [{ title: "Runs, Piccaso" }];

const Query = z.object({ after: z.uuid().nullable().catch(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { after } = Query.parse({ after: new URL(request.url).searchParams.get("after") });
  return answer(async () => ({ ...(await listRuns(at, { after })), after }));
}

/** All runs, newest first. */
export default function RunsPage() {
  const { runs, next, after } = useLoaderData<typeof loader>();
  return (
    <Page title="Runs" primary={{ label: "New run", to: "skills" }} secondary={[{ label: "Automations", to: "automations" }]}>
      {runs.length === 0 ? (
        <EmptyState icon="running" title="No runs yet" action={{ label: "Choose a skill", to: "skills" }}>A run makes the images of a skill for the products that you choose. It stands here from the moment it starts.</EmptyState>
      ) : (
        <Card title="All runs" flush>
          <Table
            caption="Runs, newest first"
            columns={[{ key: "name", title: "Run" }, { key: "at", title: "Started" }, { key: "state", title: "State" }, { key: "progress", title: "Progress", width: "26%" }, { key: "review", title: "To review", figures: true }, { key: "cost", title: "Cost", figures: true }]}
            rows={runs.map((run) => ({
              id: run.id,
              cells: {
                name: <Named image={run.newest[0] ?? null}><Link to={`runs/${run.id}`}>{`${run.skillName}, ${run.kind} ${run.number}`}</Link></Named>,
                at: <><When at={run.createdAt} />{run.cause ? <Quiet small>{run.cause}</Quiet> : null}</>, state: <Badge {...runBadge(run)} />,
                progress: run.state === "running" || run.state === "paused" ? <RunLine counts={run.counts} all={run.itemCount} unit={run.unit} note="" /> : count(run.itemCount, unitWord(run.unit)),
                review: run.awaiting > 0 ? <Link to={`review?run=${run.id}`}>{count(run.awaiting, "image")}</Link> : "–", cost: spent(run.money?.spentMicros ?? null),
              },
            }))}
          />
        </Card>
      )}
      {after || next ? <Row>{after ? <Link to="runs">Newest runs</Link> : null}{next ? <Link to={`runs?after=${next}`}>Older runs</Link> : null}</Row> : null}
    </Page>
  );
}
