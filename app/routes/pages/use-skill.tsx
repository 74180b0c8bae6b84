import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { approvedResults } from "#app/features/reviews/approved-results.server.ts";
import { templatePicture } from "#app/features/skills/template-picture.server.ts";
import { act, answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { Banner, Page } from "#app/ui/kit.tsx";
import { Card, Split } from "#app/ui/layout.tsx";
import { PlanNote } from "#app/ui/plan-room.tsx";
import { ProductChoice } from "#app/ui/product-choice.tsx";
import { RunPreview } from "#app/ui/run-preview.tsx";
import { RunQuestions } from "#app/ui/run-questions.tsx";
import { AfterRun, UseBar, UseIntro, UseQuote } from "#app/ui/use-parts.tsx";
import { doRunSetup } from "./run-setup-actions.server.ts";
import { loadRunSetup } from "./run-setup-data.server.ts";
import { useRunSetup } from "./use-run-setup.ts";

export { revalidateRunSetup as shouldRevalidate } from "./revalidate-run-setup.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.form.skillName ?? "Skill"}, Piccaso` }];

const Params = z.object({ skillId: z.uuid() });
/** Examples of what a skill makes. */
const EXAMPLES = 4;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const { skillId } = Params.parse(params);
    const [setup, examples, template] = await Promise.all([loadRunSetup(at, skillId, new URL(request.url)), approvedResults(at, { skillId, take: EXAMPLES }), templatePicture(at, { skillId })]);
    return { ...setup, examples, template, mayEdit: can(at.actor, "edit-skills") };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, () => doRunSetup(at, request));
}

/** A published skill for those who do not build: what it asks, what it costs, run. */
export default function UseSkillPage() {
  const setup = useLoaderData<typeof loader>();
  const { form, room, collections, reviewDays, examples, template, mayEdit } = setup;
  const { products, unit, each, keys, counting, ready, reason, start, starting, refused, upTo, cap, choice, questions, preview } = useRunSetup(setup);
  const begin = { products, unit, each, counting, ready, starting, upTo, cap, onStart: start };
  return (
    <Page title={form.skillName} back={{ label: "Back to Skills", to: "skills" }} secondary={mayEdit ? [{ label: "Open the skill", to: `skills/${form.skillId}` }] : []}>
      <PlanNote room={room} />
      {refused ? <Banner tone="critical" title="The run was not started"><p>{refused} Nothing was charged.</p></Banner> : null}
      <Split side={336} sticky beside={<><UseQuote {...begin} keys={keys} reason={reason} /><AfterRun reviewDays={reviewDays} /></>}>
        <UseIntro description={form.description} version={form.version} name={form.skillName} examples={examples} template={template} />
        <ProductChoice {...choice} collections={collections} />
        {questions.asked.length > 0 ? <Card title="How it should look"><RunQuestions {...questions} /></Card> : null}
        <RunPreview {...preview} />
      </Split>
      <UseBar {...begin} reason={reason} />
    </Page>
  );
}
