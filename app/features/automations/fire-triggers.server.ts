import type { WorkspaceContext } from "#app/core/context.ts";
import type { Automation } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { endNews, mirroredAmong, postponeNews, takeNews, type NewsBatch } from "../catalog/catalog-news.server.ts";
import { afterFailure } from "./after-failure.ts";
import { startAutomated } from "./start-automated.server.ts";
import { stopAutomation } from "./store.server.ts";
import { Filter } from "./views.ts";

/** Products of one run: as many as can be chosen by hand. */
const MOST = 250;
/** A failure that passes is tried again after this. */
const AGAIN_MS = 60_000;
/** News that could not be acted on for so long are old. */
const STALE_MS = 24 * 3_600_000;

/**
 * Starts a run for each trigger that has something among the news of the catalog. A run is known by its trigger and
 * its batch, and the batch ends only when all its runs are written: each piece of news starts one run at most, and
 * none is lost to a crash.
 */
export async function fireTriggers(at: WorkspaceContext): Promise<void> {
  for (let batch = await takeNews(at); batch; batch = await takeNews(at)) await fireBatch(at, batch);
}

async function fireBatch(at: WorkspaceContext, { batch, news }: NewsBatch): Promise<void> {
  const now = at.clock.now();
  const triggers = await withWorkspace(at, (tx) => tx.automation.findMany({ where: { kind: "trigger", state: "running" }, orderBy: { createdAt: "asc" } }));
  const fresh = news.filter(({ heardAt }) => now.getTime() - heardAt.getTime() < STALE_MS);
  let later = false;
  for (const trigger of triggers) later = (await fire(at, trigger, batch, fresh)) === "later" || later;
  await withWorkspace(at, (tx) => (later ? postponeNews(tx, batch, new Date(now.getTime() + AGAIN_MS)) : endNews(tx, batch)));
}

async function fire(at: WorkspaceContext, trigger: Automation, batch: string, news: NewsBatch["news"]): Promise<"done" | "later"> {
  const meant = news.filter(({ kind, heardAt }) => kind === trigger.event && heardAt >= trigger.since);
  const own = [...new Set(meant.map(({ productId }) => productId))];
  // In a run over photos only those that were added.
  const photos = trigger.event === "image-added" ? { photos: meant.map(({ mediaId }) => `gid://shopify/MediaImage/${mediaId}`) } : {};
  const ids = own.length === 0 ? [] : await withWorkspace(at, (tx) => mirroredAmong(tx, own, Filter.nullable().parse(trigger.filter)));
  for (let from = 0; from < ids.length; from += MOST) {
    try {
      await startAutomated(at, trigger, { selection: { kind: "products", ids: ids.slice(from, from + MOST), ...photos }, requestKey: `trigger-${trigger.id}-${batch}-${from}` });
      await withWorkspace(at, (tx) => tx.automation.updateMany({ where: { id: trigger.id }, data: { lastAt: at.clock.now(), say: null } }));
    } catch (thrown) {
      const { then, error } = afterFailure(thrown);
      at.log.warn({ workspaceId: at.workspaceId, automationId: trigger.id, code: error.code, then }, "a trigger did not start a run");
      if (then === "later") return "later";
      if (then === "nothing") await withWorkspace(at, (tx) => tx.automation.updateMany({ where: { id: trigger.id }, data: { say: error.say } }));
      else {
        await withWorkspace(at, (tx) => stopAutomation(tx, at, trigger, error));
        return "done";
      }
    }
  }
  return "done";
}
