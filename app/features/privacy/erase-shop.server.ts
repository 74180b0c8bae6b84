import type { Context } from "#app/core/context.ts";
import { shopSessions } from "#app/platform/db/shop-sessions.server.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";
import { stillConnected } from "../accounts/still-connected.server.ts";
import { closeRequest, keepEvidence, openRequest, type InboxRow } from "./store.server.ts";

/** Who worked on something of the workspace when it was erased has ended by then; what it still wrote goes too. */
const SECOND_LOOK_MS = 3_600_000;

/**
 * shop/redact: everything that came from the shop goes now, and the workspace with it, since it has no
 * other way to sign in yet (DESIGN §4): rows, images, jobs, API keys and what workers hold of them, tokens,
 * and the shop's name in the inbox. A late one after a reinstall does nothing: the shop is a customer again.
 * Leaves evidence with counts, no personal data. May be stopped anywhere and done again.
 */
export async function eraseShop(context: Context, row: InboxRow): Promise<string> {
  const shop = await findShopByDomain(context.db, row.shop);
  const request = shop ? { workspaceId: shop.workspaceId, id: await openRequest(context, shop.workspaceId, row, null) } : undefined;
  const ignored = async (why: string) => {
    if (request) await closeRequest(context, request.workspaceId, request.id, { state: "ignored", evidence: null });
    return `ignored: ${why}`;
  };
  const asked = row.triggeredAt ?? row.receivedAt;
  if (shop && (shop.installedAt > asked || await wasSeenSince(context, shop.workspaceId, asked))) return ignored("installed again since");
  if (shop && await stillConnected(context, row.shop)) return ignored("the shop is still connected");
  const counts: Record<string, number> = { sessions: await shopSessions(context.db).deleteShop(row.shop) };
  if (shop) {
    const { workspaceId } = shop;
    const at = { db: context.db, workspaceId };
    Object.assign(counts, await withWorkspace(at, countRows), { jobs: await context.queue.forget(workspaceId) });
    await keepEvidence(context, row, { requestId: null, finding: "being erased", counts });
    await withWorkspace(at, (tx) => eraseRows(context, tx, workspaceId));
    await context.queue.forget(workspaceId);
    await context.blobs.deleteWorkspace(workspaceId);
  }
  await forgetName(context, row.shop);
  await keepEvidence(context, row, { requestId: null, finding: shop ? "erased" : "none held", counts });
  return shop ? "done: erased" : "done: none held";
}

/** Only from the admin of a shop that has the app installed does anybody get in. */
async function wasSeenSince(context: Context, workspaceId: string, moment: Date): Promise<boolean> {
  return (await withWorkspace({ db: context.db, workspaceId }, (tx) => tx.member.count({ where: { lastSeenAt: { gt: moment } } }))) > 0;
}

async function countRows(tx: Tx): Promise<Record<string, number>> {
  return { skills: await tx.skill.count(), items: await tx.item.count(), images: await tx.image.count(), assets: await tx.asset.count(), keys: await tx.providerKey.count() };
}

async function eraseRows(context: Context, tx: Tx, workspaceId: string): Promise<void> {
  // By the outbox, so that a crash between here and the blob store leaves none; and once more, after whoever is at work.
  const later = new Date(context.clock.now().getTime() + SECOND_LOOK_MS);
  await tx.blobDeletion.createMany({ data: [{ workspaceId, hash: "*" }, { workspaceId, hash: "*", dueAt: later }] });
  await tx.workspace.delete({ where: { id: workspaceId } });
  await tx.$executeRaw`select pg_notify('erased', ${workspaceId})`;
}

/** The shop's name goes from the inbox; that a webhook came, and what it led to, stays. Open ones lose it when they are done. */
async function forgetName(context: Context, shop: string): Promise<void> {
  await withSystem(context.db, "inbox", (tx) => tx.query(`update "Inbox" set "shop" = $2 where "shop" = $1 and "processedAt" is not null`, [shop, context.blind(shop)]));
}
