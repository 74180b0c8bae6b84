import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Evidence } from "./store.server.ts";
import type { PrivacyRequestView } from "./views.ts";

const PAGE = 25;
const Known = z.object({ topic: z.enum(["customers/data_request", "customers/redact", "shop/redact"]), state: z.enum(["open", "none-held", "erased", "found", "answered", "ignored"]) });

/** What Shopify asked of this workspace, newest first; `after` is the id of the last one of the page before. */
export async function listPrivacyRequests(at: WorkspaceContext, { after }: { after: string | null }): Promise<{ requests: PrivacyRequestView[]; next: string | null }> {
  const rows = await withWorkspace(at, (tx) => tx.privacyRequest.findMany({
    orderBy: [{ receivedAt: "desc" }, { id: "asc" }], take: PAGE + 1, ...(after ? { cursor: { id: after }, skip: 1 } : {}),
  }));
  const requests = rows.slice(0, PAGE).map(({ id, requestId, evidence, receivedAt, dueAt, finishedAt, ...words }) => ({
    id, requestId, ...Known.parse(words), evidence: Evidence.safeParse(evidence).data ?? null,
    receivedAt: receivedAt.toISOString(), dueAt: dueAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
  }));
  return { requests, next: rows.length > PAGE ? requests.at(-1)?.id ?? null : null };
}
