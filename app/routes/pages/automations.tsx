import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { createAutomation } from "#app/features/automations/create-automation.server.ts";
import { deleteAutomation } from "#app/features/automations/delete-automation.server.ts";
import { pauseAutomation } from "#app/features/automations/pause-automation.server.ts";
import { resumeAutomation } from "#app/features/automations/resume-automation.server.ts";
import { NewAutomation } from "#app/features/automations/views.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { AutomationDialog } from "#app/ui/automation-dialog.tsx";
import { AutomationList, type ShownAutomation } from "#app/ui/automation-list.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Link, Page } from "#app/ui/kit.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { loadAutomations } from "./automations-data.server.ts";

export const meta: MetaFunction = () => [{ title: "Automations, Piccaso" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(() => loadAutomations(at, new URL(request.url)));
}

const Id = z.object({ id: z.uuid() });
const AutomationRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("create"), automation: NewAutomation }), Id.extend({ do: z.literal("pause") }), Id.extend({ do: z.literal("resume") }), Id.extend({ do: z.literal("delete") }),
]);

/** Makes one, or pauses, resumes or deletes it. */
export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => {
    const asked = await readJson(request, AutomationRequest);
    if (asked.do === "create") await createAutomation(at, asked.automation);
    else await { pause: pauseAutomation, resume: resumeAutomation, delete: deleteAutomation }[asked.do](at, asked);
    return { did: asked.do };
  });
}

const DID = { create: "Automation made", pause: "Paused", resume: "Resumed", delete: "Deleted" } as const;

/** What starts runs by itself: when it comes again, what it made, and how to stop it. */
export default function AutomationsPage() {
  const { automations, skills, saved, skill, filtered, mayManage, zone, zones } = useLoaderData<typeof loader>();
  const host = useHost();
  const [making, setMaking] = useState(false);
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, ({ did }) => { setMaking(false); host.toast(DID[did]); });
  const error = errorOf(fetcher);
  const remove = async ({ id, name }: ShownAutomation) => {
    if (await host.confirm({ title: `Delete “${name}”?`, text: "It starts nothing any more. Its runs stay, and runs that are under way go on.", action: "Delete", tone: "critical" })) send({ do: "delete", id });
  };
  const begin = () => setMaking(true);
  return (
    <Page title="Automations" back={{ label: "Back to Runs", to: "runs" }} note={mayManage ? undefined : "Only an owner can change them"} primary={mayManage && automations.length > 0 ? { label: "New automation", disabled: skills.length === 0, onAction: begin } : undefined}>
      {error && !making ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner> : null}
      {automations.length === 0 ? (
        <EmptyState icon="clock" title={filtered ? "This skill does not start by itself" : "Nothing starts by itself yet"} action={!mayManage ? undefined : skills.length > 0 ? { label: "New automation", onAction: begin } : { label: "Publish a skill first", to: "skills" }} primary>
          {`A skill can run when a product is created, when an image is added, or on a schedule. What it makes waits for review, and nothing is published by itself.${mayManage ? "" : " Only an owner can set this up."}`}
        </EmptyState>
      ) : <AutomationList automations={automations} busy={busy} mayManage={mayManage} onPause={(id) => send({ do: "pause", id })} onResume={(id) => send({ do: "resume", id })} onDelete={(one) => void remove(one)} />}
      {filtered ? <Link to="automations">All automations</Link> : null}
      {making ? <AutomationDialog skills={skills} saved={saved} skill={skill} zone={zone} zones={zones} busy={busy} error={error} onClose={() => setMaking(false)} onCreate={(automation) => send({ do: "create", automation })} /> : null}
    </Page>
  );
}
