import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { closePrivacyRequest } from "#app/features/privacy/close-privacy-request.server.ts";
import { listPrivacyRequests } from "#app/features/privacy/list-privacy-requests.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Link, Page } from "#app/ui/kit.tsx";
import { Row } from "#app/ui/layout.tsx";
import { PrivacyRequests } from "#app/ui/privacy-requests.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";

export const meta: MetaFunction = () => [{ title: "Privacy requests, Piccaso" }];

const Query = z.object({ after: z.uuid().nullable().catch(null) });
const Request = z.object({ do: z.literal("answered"), id: z.uuid() });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { after } = Query.parse({ after: new URL(request.url).searchParams.get("after") });
  return answer(async () => ({ ...(await listPrivacyRequests(at, { after })), after, mayManage: can(at.actor, "manage") }));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => {
    const asked = await readJson(request, Request);
    await closePrivacyRequest(at, { id: asked.id });
    return { did: asked.do };
  });
}

/** What customers asked by way of Shopify, when it is due, and the evidence of what was done. */
export default function PrivacyRequestsPage() {
  const { requests, next, after, mayManage } = useLoaderData<typeof loader>();
  const host = useHost();
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, () => host.toast("Request closed"));
  const error = errorOf(fetcher);
  return (
    <Page title="Privacy requests" back={{ label: "Back to Settings", to: "settings" }}>
      {error ? <Banner tone="critical" title="The request was not closed"><p>{error.say}</p></Banner> : null}
      <PrivacyRequests requests={requests} mayManage={mayManage} busy={busy} onAnswered={(id) => send({ do: "answered", id })} />
      {after || next ? <Row>{after ? <Link to="settings/privacy">Newest</Link> : null}{next ? <Link to={`settings/privacy?after=${next}`}>Older requests</Link> : null}</Row> : null}
    </Page>
  );
}
