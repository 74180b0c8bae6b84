import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { NextCard, RecentCard, ReviewStrip, type Hint } from "#app/ui/home-parts.tsx";
import { useHost } from "#app/ui/host.tsx";
import { HintBar } from "#app/ui/hint-bar.tsx";
import { Link, Page } from "#app/ui/kit.tsx";
import { Card, Quiet } from "#app/ui/layout.tsx";
import { RunCard } from "#app/ui/run-card.tsx";
import { FieldError } from "#app/ui/states.tsx";
import { TemplateTile } from "#app/ui/template-tile.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useShortcuts } from "#app/ui/use-shortcuts.ts";
import { WelcomeCard } from "#app/ui/welcome-card.tsx";
import { doHome, HomeRequest } from "./home-actions.server.ts";
import { loadHome } from "./home-data.server.ts";

export const meta: MetaFunction = () => [{ title: "Home, Piccaso" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(() => loadHome(at));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => doHome(at, await readJson(request, HomeRequest)));
}

type Home = Awaited<ReturnType<typeof loadHome>>;

/** What runs, what waits for me, what to do next; for a new merchant, the first run. */
export default function HomePage() {
  const home = useLoaderData<typeof loader>();
  const host = useHost();
  useShortcuts({ n: () => host.navigate("skills") });
  return (
    <Page title="Piccaso" primary={home.isNew ? undefined : { label: "New run", to: "skills" }} secondary={[{ label: "Browse templates", to: "skills/templates" }]}>
      {home.isNew ? <NewMerchant home={home} /> : <WorkingShop home={home} />}
      {home.isNew ? null : <HintBar hints={[{ keys: ["N"], does: "new run" }]} />}
    </Page>
  );
}

function NewMerchant({ home }: { readonly home: Home }) {
  const host = useHost();
  // One key for as long as the page is open: a second click is the same run.
  const [requestKey] = useState(() => globalThis.crypto.randomUUID());
  const tried = useSend<typeof action>();
  const dismissed = useSend<typeof action>();
  const used = useSend<typeof action>();
  const [chosen, setChosen] = useState("");
  useAnswered(tried.fetcher.data, ({ to }) => host.navigate(to));
  useAnswered(used.fetcher.data, ({ to }) => host.navigate(to));
  const useError = errorOf(used.fetcher);
  return (
    <>
      {home.welcome && home.hasShop ? (
        <WelcomeCard
          templates={home.templates} busy={tried.busy} error={errorOf(tried.fetcher)?.say ?? null} other="skills/templates"
          onTry={() => tried.send({ do: "try", requestKey })} onDismiss={() => dismissed.send({ do: "dismiss" })}
        />
      ) : null}
      <div className="pc-templates-head"><h2 className="pc-h2">Without a key</h2><Link to="skills/templates">All templates</Link></div>
      {useError ? <FieldError>{useError.say}</FieldError> : null}
      <div className="pc-tiles pc-tiles-3">
        {home.templates.slice(0, 3).map((template) => (
          <TemplateTile key={template.id} template={template} busy={used.busy && chosen === template.id} disabled={!home.mayEdit} onUse={() => { setChosen(template.id); used.send({ do: "use", templateId: template.id }); }} />
        ))}
      </div>
      {home.mayEdit ? null : <Quiet>Only builders and the owner make skills. Ask the owner to change your role.</Quiet>}
    </>
  );
}

function WorkingShop({ home }: { readonly home: Home }) {
  const { going, lastRun, strip, recent } = home;
  const hints = hintsOf(home);
  const shown = going.length > 0 ? going : lastRun ? [lastRun] : [];
  return (
    <div className="pc-home">
      <div className="pc-home-review"><ReviewStrip {...strip} /></div>
      <div className="pc-home-run">
        <Card title={going.length > 0 ? "Running now" : "Last run"} aside={<Link to="runs">All runs</Link>} flush>
          {shown.map((run, index) => <RunCard key={run.id} run={run} first={index === 0} />)}
        </Card>
      </div>
      <div className="pc-home-next"><NextCard hints={hints} /></div>
      <div className="pc-home-recent"><RecentCard recent={recent} /></div>
    </div>
  );
}

function hintsOf({ approvals, unpublished, draft, troubled, strip }: Home): Hint[] {
  const hints: Hint[] = [];
  if (approvals) hints.push({ icon: "hand", title: approvals.count === 1 ? "1 decision waits for you" : `${approvals.count} decisions wait for you`, text: "Their products go on once you have decided.", to: `runs/${approvals.runId}`, action: "Decide" });
  if (strip.goingTomorrow > 0) hints.push({ icon: "clock", title: strip.goingTomorrow === 1 ? "1 image goes within a day" : `${strip.goingTomorrow} images go within a day`, text: "Approve the ones to keep.", to: "review", action: "Review" });
  if (unpublished > 0) hints.push({ icon: "check-circle", title: unpublished === 1 ? "1 approved image is not published" : `${unpublished} approved images are not published`, text: "You see every change before it is made.", to: "publications/new", action: "See plan" });
  if (troubled) hints.push({ icon: "alert", title: troubled.failed === 1 ? `1 product of run ${troubled.number} failed` : `${troubled.failed} products of run ${troubled.number} failed`, text: `${troubled.skillName}. The reasons stand on its page.`, to: `runs/${troubled.id}`, action: "Open run" });
  if (draft) hints.push({ icon: "edit", title: `${draft.name} has an unpublished draft`, text: "Runs use the published version until then.", to: `skills/${draft.id}`, action: "Open skill" });
  return hints;
}
