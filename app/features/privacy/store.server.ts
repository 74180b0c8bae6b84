import { z } from "zod";
import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { PrivacyEvidence, PrivacyState } from "./views.ts";

/** Shopify's rule: a compliance webhook is carried out within thirty days. */
export const DUE_MS = 30 * 86_400_000;

/** One webhook of the inbox that waits for its work. */
export const InboxRow = z.object({
  id: z.string(), topic: z.string(), shop: z.string(), body: z.record(z.string(), z.unknown()).nullable(),
  triggeredAt: z.date().nullable(), receivedAt: z.date(), processedAt: z.date().nullable(),
});
export type InboxRow = z.output<typeof InboxRow>;

/** Evidence as it is stored. */
export const Evidence = z.object({
  searchedAt: z.string().nullable(), records: z.number(), texts: z.number(), kinds: z.number(), places: z.number(),
  found: z.array(z.object({ what: z.string(), path: z.string().nullable() })),
}) satisfies z.ZodType<PrivacyEvidence>;

/** Opens the request of a webhook, once; gives its id. */
export async function openRequest(context: Context, workspaceId: string, row: InboxRow, requestId: string | null): Promise<string> {
  const { id: inboxId, topic, receivedAt } = row;
  return withWorkspace({ db: context.db, workspaceId }, async (tx) => {
    const data = { workspaceId, inboxId: BigInt(inboxId), topic, requestId, receivedAt, dueAt: new Date(receivedAt.getTime() + DUE_MS) };
    return (await tx.privacyRequest.upsert({ where: { workspaceId_inboxId: { workspaceId, inboxId: data.inboxId } }, create: data, update: {} })).id;
  });
}

/** Writes what came of a request. `found` stays open until the owner has answered. */
export async function closeRequest(context: Context, workspaceId: string, id: string, end: { state: PrivacyState; evidence: PrivacyEvidence | null }): Promise<void> {
  const data = { state: end.state, finishedAt: end.state === "found" || end.state === "open" ? null : context.clock.now(), ...(end.evidence ? { evidence: { ...end.evidence, found: end.evidence.found.map((place) => ({ ...place })) } } : {}) };
  await withWorkspace({ db: context.db, workspaceId }, (tx) => tx.privacyRequest.updateMany({ where: { id }, data }));
}

/** Keeps the evidence of a request beyond its workspace, once a webhook: a keyed hash of the shop, counts, no personal data. What was begun as “being erased” ends as erased. */
export async function keepEvidence(context: Context, row: InboxRow, evidence: { requestId: string | null; finding: string; counts: object }): Promise<void> {
  await withSystem(context.db, "inbox", (tx) => tx.query(
    `insert into "Erasure" ("shop", "topic", "requestId", "finding", "counts", "receivedAt", "dueAt", "finishedAt", "inboxId") values ($1, $2, $3, $4, $5, $6, $7, $8, $9::bigint)
     on conflict ("inboxId") do update set "finding" = case when "Erasure"."finding" = 'being erased' then 'erased' else excluded."finding" end, "counts" = "Erasure"."counts" || excluded."counts", "finishedAt" = excluded."finishedAt"`,
    [context.blind(row.shop), row.topic, evidence.requestId, evidence.finding, JSON.stringify(evidence.counts), row.receivedAt, new Date(row.receivedAt.getTime() + DUE_MS), context.clock.now(), row.id]));
}
