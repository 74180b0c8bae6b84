import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { finishReading } from "./finish-reading.server.ts";
import { changeSync, writeHeld, type HeldSync } from "./held-sync.server.ts";
import { writeNews } from "./keep-news.server.ts";

/** More pages than this are read sooner by a bulk operation. */
const MOST_PAGES = 100;
/** Shopify's search may lag behind by so much. */
const OVERLAP_MS = 10 * 60_000;

/** Once a day: reads what changed since the last time, without being told, and compares the numbers. A catalog that differs all the same is asked for whole. */
export async function reconcile(at: WorkspaceContext, held: HeldSync, signal: AbortSignal): Promise<void> {
  const now = at.clock.now();
  const { reconcileAt, knownTo } = held;
  if (!reconcileAt || !knownTo || reconcileAt > now) return finishChanges(at, held);
  const shop = await openShop(at);
  const since = new Date(knownTo.getTime() - OVERLAP_MS);
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    if (signal.aborted) return;
    const { next, ...part }: Awaited<ReturnType<typeof shop.entriesSince>> = await shop.entriesSince(since, after);
    const asked = part.products.map(({ productId }) => productId);
    const photos = held.imagesSince ? await shop.newestMedia(asked) : [];
    await writeHeld(at, held, { tries: 0 }, (tx) => writeNews(tx, at, held, asked, part, photos));
    after = next;
    if (!next) break;
  }
  const [there, here] = [await shop.productCount(""), await withWorkspace(at, (tx) => tx.catalogProduct.count())];
  if (after !== null || there !== here) {
    at.log.info({ workspaceId: at.workspaceId, there, here }, "the catalog differs from the shop and is read whole");
    return changeSync(at, held, { state: "asked", tries: 0, dueAt: now });
  }
  return finishReading(at, { ...held, askedAt: now });
}

/** Nothing is due until the next comparison, unless somebody heard of a change meanwhile. */
async function finishChanges(at: WorkspaceContext, held: HeldSync): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await changeSync(at, held, { tries: 0, say: null });
    const heard = await tx.catalogChange.findFirst({ select: { productId: true } });
    await changeSync(at, held, { dueAt: heard ? at.clock.now() : held.reconcileAt ?? at.clock.now() });
  });
}
