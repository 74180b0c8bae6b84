import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { act, answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { HintBar } from "#app/ui/hint-bar.tsx";
import { Banner, Page } from "#app/ui/kit.tsx";
import { Card, Split } from "#app/ui/layout.tsx";
import { PlanNote, planLabel } from "#app/ui/plan-room.tsx";
import { ProductChoice } from "#app/ui/product-choice.tsx";
import { QuoteCard } from "#app/ui/quote-card.tsx";
import { RunPreview } from "#app/ui/run-preview.tsx";
import { RunQuestions } from "#app/ui/run-questions.tsx";
import { doRunSetup } from "./run-setup-actions.server.ts";
import { loadRunSetup } from "./run-setup-data.server.ts";
import { useRunSetup } from "./use-run-setup.ts";

export { revalidateRunSetup as shouldRevalidate } from "./revalidate-run-setup.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Run ${data?.form.skillName ?? "skill"}, Piccaso` }];

const Params = z.object({ skillId: z.uuid() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(() => loadRunSetup(at, Params.parse(params).skillId, new URL(request.url)));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, () => doRunSetup(at, request));
}

/** Decide with the cost in view: what goes in on the left, what it does and costs on the right. */
export default function RunSetupPage() {
  const setup = useLoaderData<typeof loader>();
  const { form, room, collections, reviewDays } = setup;
  const { products, unit, each, keys, counting, ready, reason, start, starting, refused, upTo, cap, choice, questions, preview } = useRunSetup(setup);
  return (
    <Page
      title={`Run ${form.skillName}`} back={{ label: `Back to ${form.skillName}`, to: `skills/${form.skillId}` }} badges={[{ tone: "success", children: `Version ${form.version}` }]} note={reason}
      primary={{ label: planLabel(upTo === null ? "Start run" : `Start run, ${upTo}`, room), onAction: start, disabled: !ready, busy: starting }}
    >
      <PlanNote room={room} />
      {refused ? <Banner tone="critical" title="The run was not started"><p>{refused} Nothing was charged.</p></Banner> : null}
      <Split side={376} sticky beside={<QuoteCard steps={form.steps} products={products} unit={unit} reviewDays={reviewDays} each={each} keys={keys} counting={counting} cap={cap.value} onCap={cap.onChange} capError={cap.error} />}>
        <ProductChoice {...choice} collections={collections} />
        {questions.asked.length > 0 ? <Card title="What this run should look like" note="Made from the inputs of the skill"><RunQuestions {...questions} /></Card> : null}
        <RunPreview {...preview} />
      </Split>
      <HintBar note="You can leave this page once the run has started." hints={[{ keys: ["Ctrl", "Enter"], does: "start run" }]} />
    </Page>
  );
}
