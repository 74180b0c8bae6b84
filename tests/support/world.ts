import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Session } from "@shopify/shopify-api";
import { z } from "zod";
import type { Context, WorkspaceContext } from "../../app/core/context.ts";
import type { Vault } from "../../app/core/ports/vault.ts";
import { enterWorkspace } from "../../app/features/accounts/enter-workspace.server.ts";
import { doorkeeper } from "../../app/features/billing/doorkeeper.server.ts";
import { dispatch, wakeWaiting } from "../../app/features/runs/dispatch.server.ts";
import { handleInbox } from "../../app/jobs/inbox.server.ts";
import { handleItem } from "../../app/jobs/item.server.ts";
import { handlePublish } from "../../app/jobs/publish.server.ts";
import { modelCatalog } from "../../app/providers/catalog.ts";
import { providerRegistry } from "../../app/providers/registry.ts";
import { nodeRegistry } from "../../app/nodes/registry.ts";
import { diskBlobs } from "../../app/platform/blobs/disk-blobs.server.ts";
import { openDatabase } from "../../app/platform/db/open.server.ts";
import { shopPoints } from "../../app/platform/db/shop-points.server.ts";
import { shopSessions } from "../../app/platform/db/shop-sessions.server.ts";
import { withSystem } from "../../app/platform/db/with-system.server.ts";
import { createDecodePool } from "../../app/platform/decode/pool.server.ts";
import { newKeyPair } from "../../app/platform/kms/x25519.ts";
import { openVault } from "../../app/platform/kms/open-vault.server.ts";
import { createProviderLines } from "../../app/platform/http/provider-lines.server.ts";
import { createSafeFetch } from "../../app/platform/http/safe-fetch.server.ts";
import { createSafeStream } from "../../app/platform/http/safe-stream.server.ts";
import { Secret } from "../../app/core/secret.ts";
import { createBlinder } from "../../app/platform/blinder.server.ts";
import { createSigner } from "../../app/platform/signer.server.ts";
import { createBudget } from "../../app/platform/shopify/budget.server.ts";
import { createBilling } from "../../app/platform/shopify/billing.server.ts";
import { createShopGateway } from "../../app/platform/shopify/gateway.server.ts";
import { sessionStorage } from "../../app/platform/shopify/session-storage.server.ts";
import { createShopFetch } from "../../app/platform/shopify/shop-fetch.server.ts";
import { createTokens } from "../../app/platform/shopify/tokens.server.ts";
import { API_VERSION } from "../../app/platform/shopify/version.ts";
import { listen } from "../../sandbox/listen.ts";
import { createSandbox, type Sandbox } from "../../sandbox/server.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export const SHOP = "piccaso-sandbox.myshopify.com";
const KEY = Buffer.alloc(32, 9).toString("base64");
/** Until a test brings its own. */
const NO_PROVIDERS = { get: () => undefined, all: () => [], open: () => { throw new Error("this world has no provider"); } };
const Json = z.record(z.string(), z.unknown());

const Media = z.object({ id: z.string(), alt: z.string(), status: z.string(), fileName: z.string(), sha256: z.string().nullable(), variantIds: z.array(z.string()) });
const ShopState = z.object({ products: z.array(z.object({ id: z.string(), handle: z.string(), title: z.string(), media: z.array(Media), variants: z.array(z.object({ id: z.string(), mediaId: z.string().nullable() })) })) });
export type ShopProduct = z.output<typeof ShopState>["products"][number];

/** The product without its web edge: a real database, real images, and the sandbox as the shop. Time is set by hand, jobs are run by hand. */
export interface World {
  readonly database: TestDatabase;
  readonly context: Context;
  readonly at: WorkspaceContext;
  readonly sandbox: Sandbox;
  readonly blobFolder: string;
  /** What a web process has of the vault. `context` runs jobs, so it has the worker's half. */
  readonly webVault: Vault;
  /** Moves the clock. */
  pass(ms: number): void;
  now(): Date;
  /** Admits and runs items until nothing is left to do. */
  runItems(): Promise<void>;
  /** Runs the jobs that were sent; a job that asks for another try gets three. */
  runJobs(): Promise<void>;
  /** A call of the sandbox's control API. */
  control(route: string, body?: object): Promise<Record<string, unknown>>;
  products(): Promise<ShopProduct[]>;
  product(handle: string): Promise<ShopProduct>;
  enter(userId: string): Promise<WorkspaceContext>;
  close(): Promise<void>;
}

type Shelf = Pick<Context, "providers" | "lines" | "models">;

/** `shelf` is what there is to buy from: a test's own, or the adapters of this release with the stand-ins of the sandbox; without it, nothing. */
export async function createWorld(options: { catalog?: string; shelf?: Shelf | "sandbox"; billing?: "app-pricing" | "billing-api" } = {}): Promise<World> {
  const database = await createTestDatabase();
  const sandboxDatabase = await createTestDatabase(true);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-world-"));
  // Drawn photos are the same in every world: kept from one to the next.
  const drawn = path.resolve(".data/test/seed");
  fs.mkdirSync(drawn, { recursive: true });
  fs.symlinkSync(drawn, path.join(folder, "seed"));
  let port = 0;
  const origin = () => `http://localhost:${port}`;
  const sandbox = await createSandbox({ databaseUrl: sandboxDatabase.url("postgres"), folder, apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:9", origin, catalog: options.catalog });
  Object.assign(sandbox.settings, { mediaMs: 20, providerMs: 0 });
  const server = await listen(0, origin, sandbox.fetch);
  port = server.port;

  let skew = 0;
  const clock = { now: () => new Date(Date.now() + skew) };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const db = await openDatabase({ app: database.url("app"), system: database.url("system") }, log);
  const rows = shopSessions(db);
  const storage = sessionStorage(rows, new Secret(KEY));
  const shopFetch = createShopFetch(origin());
  const { publicKey, privateKey } = newKeyPair();
  const web = await openVault({ driver: "local", role: "web", bootCheck: "refuse", publicKey }, clock);
  const worker = await openVault({ driver: "local", role: "worker", bootCheck: "refuse", privateKey: new Secret(privateKey), formerPrivateKeys: [], selfTest: undefined }, clock);
  const images = createDecodePool({ children: 2, timeoutMs: 30_000, memoryMb: 900 });
  const sent: { job: string; payload: object }[] = [];
  const send = async (_tx: object, job: string, payloads: readonly object[]) => { payloads.forEach((payload) => sent.push({ job, payload })); };
  const forget = async (workspaceId: string) => {
    const kept = sent.filter(({ payload }) => !("workspaceId" in payload && payload.workspaceId === workspaceId));
    return sent.splice(0, sent.length, ...kept).length - kept.length;
  };
  const blobFolder = path.join(folder, "blobs");
  const shelf: Shelf = typeof options.shelf === "object" ? options.shelf
    : options.shelf === "sandbox" ? { models: modelCatalog, providers: providerRegistry, lines: createProviderLines(origin()) }
    : { models: modelCatalog, providers: NO_PROVIDERS, lines: NO_PROVIDERS };
  const shops = createShopGateway({
    version: API_VERSION, shopFetch, upload: fetch, budget: createBudget(shopPoints(db), true), safeFetch: createSafeFetch({ trusted: [origin()] }), safeStream: createSafeStream({ trusted: [origin()] }),
    tokens: createTokens({ storage, rows, shopFetch, apiKey: "key", apiSecret: new Secret("secret"), clock, log }),
  });
  const context: Context = {
    billing: createBilling({ SHOPIFY_BILLING: options.billing ?? "app-pricing", SHOPIFY_BILLING_TEST: true, SHOPIFY_APP_HANDLE: "piccaso", SHOPIFY_PARTNER_ORGANISATION: "1", SHOPIFY_PARTNER_APP: "1", SHOPIFY_PARTNER_TOKEN: new Secret("partner-token") }, { shops, shopFetch, log }),
    db, clock, log, queue: { send, forget }, blind: createBlinder(new Secret(KEY)), blobs: diskBlobs(blobFolder), images, signer: createSigner(new Secret(KEY), clock), nodes: nodeRegistry, chance: () => 0.5, vault: worker.vault, wakes: { on: () => () => undefined },
    ...shelf,
    shops,
  };
  const signIn = async () => {
    const token = await (await fetch(`${origin()}/_sandbox/token`)).text();
    const answer = await fetch(`${origin()}/admin/oauth/access_token`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ client_id: "key", client_secret: "secret", grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: token }) });
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() }).parse(await answer.json());
    await storage.storeSession(Object.assign(new Session({ id: `offline_${SHOP}`, shop: SHOP, state: "", isOnline: false }), { accessToken, refreshToken, scope: "read_products,write_products,write_files", expires: new Date(Date.now() + seconds * 1000) }));
  };
  const enter = async (userId: string) => {
    if ((await rows.byShop(SHOP)).length === 0) await signIn();
    return enterWorkspace(context, { shop: SHOP, userId, scopes: ["read_products", "write_products", "write_files"] }, doorkeeper);
  };
  const control = async (route: string, body?: object) =>
    Json.parse(await (await fetch(`${origin()}/_sandbox/${route}`, body ? { method: "POST", body: JSON.stringify(body) } : {})).json());
  const products = async () => ShopState.parse(await control("state")).products;
  const handlers: Record<string, (payload: unknown) => Promise<void>> = {
    item: (payload) => handleItem(context, payload, AbortSignal.timeout(60_000)),
    publish: (payload) => handlePublish(context, payload, AbortSignal.timeout(60_000)),
    inbox: (payload) => handleInbox(context, payload),
  };
  const runJobs = async () => {
    for (let next = sent.shift(); next; next = sent.shift()) {
      const { job, payload } = next;
      for (let tries = 1; ; tries += 1) {
        try {
          await handlers[job]?.(payload);
          break;
        } catch (error) {
          if (tries === 3) throw error;
        }
      }
    }
  };
  await withSystem(db, "workers", (tx) => tx.query(`insert into "WorkerBeat" ("id", "hands", "beatAt") values ('test', 4, now() + interval '1 day')`));
  const at = await enter("42");
  return {
    database, context, at, sandbox, blobFolder, webVault: web.vault, enter, control, products, runJobs,
    now: clock.now,
    pass: (ms) => { skew += ms; },
    runItems: async () => {
      do await runJobs();
      while ((await wakeWaiting(db)) + (await dispatch(db, send)) > 0);
    },
    product: async (handle) => {
      const found = (await products()).find((product) => product.handle === handle);
      if (!found) throw new Error(`no product ${handle} in the sandbox`);
      return found;
    },
    close: async () => {
      worker.close();
      await images.close();
      await db.close();
      await sandbox.close();
      server.close();
      await Promise.all([database.drop(), sandboxDatabase.drop()]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
