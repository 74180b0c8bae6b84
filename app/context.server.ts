import type { Context } from "#app/core/context.ts";
import { nodeRegistry } from "#app/nodes/registry.ts";
import { readModels } from "./models.server.ts";
import { providerRegistry } from "#app/providers/registry.ts";
import { diskBlobs } from "#app/platform/blobs/disk-blobs.server.ts";
import { systemClock } from "#app/platform/clock.server.ts";
import { openListener } from "#app/platform/db/listen.server.ts";
import { openDatabase } from "#app/platform/db/open.server.ts";
import { shopPoints } from "#app/platform/db/shop-points.server.ts";
import { shopSessions } from "#app/platform/db/shop-sessions.server.ts";
import { createDecodePool } from "#app/platform/decode/pool.server.ts";
import { readEnv, type Env } from "#app/platform/env.server.ts";
import { createProviderLines } from "#app/platform/http/provider-lines.server.ts";
import { createSafeFetch } from "#app/platform/http/safe-fetch.server.ts";
import { createSafeStream } from "#app/platform/http/safe-stream.server.ts";
import { createLog } from "#app/platform/log.server.ts";
import { openVault } from "#app/platform/kms/open-vault.server.ts";
import type { ProcessRole } from "#app/platform/kms/settings.ts";
import { openQueue, type OpenQueue } from "#app/platform/queue/queue.server.ts";
import { createBudget } from "#app/platform/shopify/budget.server.ts";
import { createBilling } from "#app/platform/shopify/billing.server.ts";
import { API_VERSION } from "#app/platform/shopify/version.ts";
import { createShopGateway } from "#app/platform/shopify/gateway.server.ts";
import { sessionStorage } from "#app/platform/shopify/session-storage.server.ts";
import { createShopFetch } from "#app/platform/shopify/shop-fetch.server.ts";
import { createTokens } from "#app/platform/shopify/tokens.server.ts";
import { createBlinder } from "#app/platform/blinder.server.ts";
import { createSigner } from "#app/platform/signer.server.ts";

/** A context together with what only its process needs. */
export interface Process {
  readonly env: Env;
  readonly context: Context;
  readonly queue: OpenQueue;
  readonly storage: ReturnType<typeof sessionStorage>;
  readonly signer: ReturnType<typeof createSigner>;
  close(): Promise<void>;
}

/**
 * The composition root: reads the environment and fills the Context from platform and nodes. The vault
 * comes first: a process that could do more or less with keys than its role must not get further.
 */
export async function openProcess(role: ProcessRole): Promise<Process> {
  const env = readEnv(process.env, role);
  const { vault, close: closeVault } = await openVault(env.vault, systemClock);
  const log = createLog(env.LOG_LEVEL, role);
  const db = await openDatabase({ app: env.DATABASE_URL, system: env.DATABASE_SYSTEM_URL }, log);
  const queue = await openQueue(env.DATABASE_QUEUE_URL, role, log);
  const wakes = openListener(db, log);
  const rows = shopSessions(db);
  const storage = sessionStorage(rows, env.SESSION_KEY);
  const shopFetch = createShopFetch(env.SHOPIFY_BASE_URL);
  const tokens = createTokens({ storage, rows, shopFetch, apiKey: env.SHOPIFY_API_KEY, apiSecret: env.SHOPIFY_API_SECRET, clock: systemClock, log });
  const images = createDecodePool({ children: role === "worker" ? env.DECODE_PROCESSES : 1, timeoutMs: 30_000, memoryMb: 700 });
  const signer = createSigner(env.SIGNING_KEY, systemClock);
  const guard = { trusted: env.SHOPIFY_BASE_URL ? [env.SHOPIFY_BASE_URL] : [] };
  const blind = createBlinder(env.SIGNING_KEY);
  const shops = createShopGateway({
    version: API_VERSION, tokens, shopFetch, upload: fetch, budget: createBudget(shopPoints(db), role === "web"),
    safeFetch: createSafeFetch(guard), safeStream: createSafeStream(guard),
  });
  const billing = createBilling(env, { shops, shopFetch, log });
  const context: Context = { db, clock: systemClock, log, queue, blobs: diskBlobs(env.BLOB_DIR), images, shops, billing, signer, blind, wakes, vault,
    nodes: nodeRegistry, models: readModels(env.MODELS_FILE), providers: providerRegistry, chance: () => Math.random(), lines: createProviderLines(env.PROVIDERS_BASE_URL),
  };
  return {
    env, context, queue, storage, signer,
    close: async () => {
      closeVault();
      await Promise.all([queue.close(), wakes.close(), images.close()]);
      await db.close();
    },
  };
}
