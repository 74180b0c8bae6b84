import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { can } from "#app/core/permissions.ts";
import { choosePlan } from "#app/features/billing/choose-plan.server.ts";
import { readEntitlement } from "#app/features/billing/read-entitlement.server.ts";
import { refreshPlan } from "#app/features/billing/refresh-plan.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { planReturn } from "#app/routes/plan-return.server.ts";
import { Banner, Page } from "#app/ui/kit.tsx";
import { Split } from "#app/ui/layout.tsx";
import { PlanCard, PlanTable, PlanTerms } from "#app/ui/plan-parts.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";

export const meta: MetaFunction = () => [{ title: "Plan, Piccaso" }];

const Request = z.object({ do: z.literal("choose"), handle: z.string().max(40) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    // Somebody may come back from Shopify's page just now: the answer must be new.
    const fresh = await refreshed(at);
    return { entitlement: await readEntitlement(at), fresh, mayManage: can(at.actor, "manage") };
  });
}

async function refreshed(at: WorkspaceContext): Promise<boolean> {
  try {
    await refreshPlan(at, at.workspaceId);
    return true;
  } catch (error) {
    at.log.warn({ error, workspaceId: at.workspaceId }, "the plan could not be asked for, the last known one stands");
    return false;
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => choosePlan(at, { handle: (await readJson(request, Request)).handle, returnTo: planReturn(at) }));
}

/** What the plan has room for, what is used, and the way to Shopify's page of plans. */
export default function PlanPage() {
  const { entitlement, fresh, mayManage } = useLoaderData<typeof loader>();
  const { plan, state, chooses } = entitlement;
  const { fetcher, send, busy } = useSend<typeof action>();
  // Shopify's pages do not open in the frame: on top, and only after a click.
  useAnswered(fetcher.data, ({ leaveTo }) => { if (leaveTo) open(leaveTo, "_top"); });
  const choose = (handle: string) => send({ do: "choose", handle });
  const error = errorOf(fetcher);
  const back = { label: "Back to Settings", to: "settings" };
  if (chooses === "none") return <Page title="Plan" back={back}><PlanCard entitlement={entitlement} /></Page>;
  return (
    <Page title="Plan" back={back} primary={chooses === "hosted" ? { label: "Change plan", busy, disabled: !mayManage, onAction: () => choose(plan.handle) } : undefined}>
      {error ? <Banner tone="critical" title="The plan was not changed"><p>{error.say}</p></Banner> : null}
      {fresh ? null : <Banner tone="warning" title="Shopify did not answer"><p>You see the plan as it was last known, and it counts until Shopify says otherwise.</p></Banner>}
      {state === "frozen" ? <Banner tone="critical" title="Shopify has frozen your subscription"><p>The limits of {plan.name} count meanwhile. Pay your Shopify bill, then everything comes back by itself.</p></Banner> : null}
      {mayManage ? null : <Banner tone="info" title="Only the owner changes the plan"><p>You see it as it is.</p></Banner>}
      <Split side={336} besideFirst beside={<PlanCard entitlement={entitlement} />}>
        <PlanTable entitlement={entitlement} mayManage={mayManage} busy={busy} onChoose={choose} />
        <PlanTerms plan={plan} />
      </Split>
    </Page>
  );
}
