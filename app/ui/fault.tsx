import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Banner, Page } from "./kit.tsx";

interface Told {
  readonly title: string;
  readonly say: string;
}

function toldOf(error: unknown): Told {
  if (!isRouteErrorResponse(error)) return { title: "This page could not be shown", say: "It failed on our side and was reported. Nothing was changed. Load the page again in a moment." };
  const body: unknown = error.data;
  const say = typeof body === "object" && body !== null && "say" in body && typeof body.say === "string" ? body.say : null;
  if (error.status === 404) return { title: "This is not here", say: say ?? "The address may be old, or what it showed was deleted." };
  if (error.status === 403) return { title: "Your role does not allow this", say: say ?? "Ask the owner of the workspace." };
  if (error.status === 401) return { title: "You are signed out", say: say ?? "Open Piccaso from your Shopify admin." };
  return { title: "This page could not be shown", say: say ?? "Nothing was changed. Load the page again in a moment." };
}

/** What happened and what to do, in the place of a page that failed. */
export function FaultPage() {
  const error = useRouteError();
  const { title, say } = toldOf(error);
  return (
    <Page title={title} back={{ label: "Back to Home", to: "" }}>
      <Banner tone="critical" title={title} actions={[{ label: "Load again", onAction: () => location.reload() }]}><p>{say}</p></Banner>
    </Page>
  );
}
