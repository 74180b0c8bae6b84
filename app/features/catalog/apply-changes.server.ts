import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { writeHeld, type HeldSync } from "./held-sync.server.ts";
import { writeNews } from "./keep-news.server.ts";

/** Products that are asked for at once. */
const PAGE = 15;

/** Reads the products that Shopify said have changed and writes them as they are now, the ones that waited longest first. One that was heard of again meanwhile stays for the next time. */
export async function applyChanges(at: WorkspaceContext, held: HeldSync, signal: AbortSignal): Promise<void> {
  const shop = await openShop(at);
  while (!signal.aborted) {
    const changes = await withWorkspace(at, (tx) => tx.catalogChange.findMany({ orderBy: { heardAt: "asc" }, take: PAGE }));
    if (changes.length === 0) return;
    const asked = changes.map(({ productId }) => String(productId));
    const part = await shop.entriesById(asked);
    const photos = held.imagesSince ? await shop.newestMedia(asked) : [];
    await writeHeld(at, held, { tries: 0 }, async (tx) => {
      await writeNews(tx, at, held, asked, part, photos);
      await tx.$executeRaw`
        delete from "CatalogChange" c using jsonb_to_recordset(${JSON.stringify(changes.map(({ productId, heardAt }) => ({ productId: String(productId), heardAt })))}::jsonb) as a("productId" bigint, "heardAt" timestamptz)
         where c."productId" = a."productId" and date_trunc('milliseconds', c."heardAt") <= a."heardAt"`;
    });
  }
}
