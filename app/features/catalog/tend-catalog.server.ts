import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { setAccess } from "../accounts/set-access.server.ts";
import { applyChanges } from "./apply-changes.server.ts";
import { failReading } from "./fail-reading.server.ts";
import { changeSync, holdSync, requireOperation, TakenOver, type HeldSync } from "./held-sync.server.ts";
import { doubling, FIRST_RETRY_MS, later, LONGEST_RETRY_MS } from "./pauses.ts";
import { readBulk } from "./read-bulk.server.ts";
import { reconcile } from "./reconcile.server.ts";

/** A bulk operation is looked at after 2 s, then less and less often; its webhook may come before. */
const FIRST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 60_000;

/**
 * Does what is due for the catalog of a workspace: begins a whole reading, looks after it, writes its file, applies what
 * Shopify said has changed, or compares. The row says where it stands, so that any worker goes on after a crash. What the
 * shop does not answer is tried again later; this throws only where the database fails or `signal` ends it.
 */
export async function tendCatalog(at: WorkspaceContext, signal: AbortSignal): Promise<void> {
  if (!at.shopDomain) return;
  const held = await holdSync(at);
  try {
    await tend(at, held, signal).then(() => setAccess(at, true), (error: unknown) => {
      if (signal.aborted || !(error instanceof AppError)) throw error;
      return postpone(at, held, error);
    });
  } catch (error) {
    if (!(error instanceof TakenOver) && !signal.aborted) throw error;
  }
}

async function tend(at: WorkspaceContext, held: HeldSync, signal: AbortSignal): Promise<void> {
  switch (held.state) {
    case "asked": case "failed": return begin(at, held);
    case "running": return look(at, held, signal);
    case "reading": return goOn(at, held, signal);
    default:
      await applyChanges(at, held, signal);
      return reconcile(at, held, signal);
  }
}

async function begin(at: WorkspaceContext, held: HeldSync): Promise<void> {
  const askedAt = at.clock.now();
  const operationId = await (await openShop(at)).startBulk();
  // After a failure the pauses stay long.
  const tries = held.state === "failed" ? held.tries : 0;
  await changeSync(at, held, { state: "running", operationId, askedAt, byteOffset: 0n, lines: 0, tries, partial: false, generation: held.generation + 1, dueAt: later(askedAt, FIRST_LOOK_MS) });
  at.log.info({ workspaceId: at.workspaceId, operationId }, "the catalog is read whole");
}

async function look(at: WorkspaceContext, held: HeldSync, signal: AbortSignal): Promise<void> {
  const operation = await (await openShop(at)).bulkState(requireOperation(held));
  if (operation?.state === "running") return changeSync(at, held, { tries: held.tries + 1, say: null, dueAt: later(at.clock.now(), doubling(FIRST_LOOK_MS, held.tries, LONGEST_LOOK_MS)) });
  if (!operation || (operation.state === "failed" && !operation.url)) return failReading(at, held, `the bulk operation ended: ${operation?.error ?? "unknown"}`);
  const reading = { ...held, state: "reading", partial: operation.state === "failed" };
  await changeSync(at, held, { state: reading.state, partial: reading.partial });
  return readBulk(at, reading, operation.url, signal);
}

/** Goes on with a file. Its address is asked anew each time: it is a key to the file, and is not kept. Null for a file without a line. */
async function goOn(at: WorkspaceContext, held: HeldSync, signal: AbortSignal): Promise<void> {
  const operation = await (await openShop(at)).bulkState(requireOperation(held));
  return operation ? readBulk(at, held, operation.url, signal) : failReading(at, held, "Shopify does not know the bulk operation any more");
}

/** What the shop did not answer is asked again later, from where it stood; a file that is gone is asked for anew. */
async function postpone(at: WorkspaceContext, held: HeldSync, error: AppError): Promise<void> {
  if (error.code === "expired") return failReading(at, held, error.message);
  if (error.code === "shop_disconnected") await setAccess(at, false);
  at.log.warn({ workspaceId: at.workspaceId, code: error.code, error, tries: held.tries }, "the catalog could not be read and is tried again");
  await changeSync(at, held, { tries: held.tries + 1, say: error.say, dueAt: later(at.clock.now(), doubling(FIRST_RETRY_MS, held.tries, LONGEST_RETRY_MS)) });
}
