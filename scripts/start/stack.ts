import fs from "node:fs";
import path from "node:path";
import { publicKeyFor } from "../../app/platform/kms/x25519.ts";
import { readCatalog } from "../../sandbox/seed/catalog.ts";
import { prepareDatabase, secretsIn, type DatabaseUrls } from "./database.ts";
import { keepDatabase, type KeptDatabase } from "./keep-database.ts";
import { onFreePorts } from "./ports.ts";
import { startService, type Running } from "./supervisor.ts";

/** Ports that are tried first, so that an address in the browser stays the same. */
const SANDBOX_PORT = 4100;
const APP_PORT = 4200;

export interface StackOptions {
  readonly root: string;
  readonly data: string;
  readonly catalog: string | undefined;
  /** The port of the one address to open; 0 chooses. */
  readonly port: number;
  /** More settings of web and worker, and more arguments of web's Node: a test looks deeper than a person does. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly webArgs?: readonly string[];
  readonly say?: (line: string) => void;
}

/** Everything running on embedded defaults. */
export interface Stack {
  /** What a person opens. */
  readonly url: string;
  readonly appUrl: string;
  readonly database: KeptDatabase;
  readonly services: { readonly sandbox: Running; readonly web: Running; readonly worker: Running };
  /** What of the catalog could not be read is in this log. */
  readonly logs: string;
  /** Starts one more worker, as an installation with several machines has them. */
  addWorker(): Running;
  stop(force: boolean): Promise<void>;
}

/** Starts database, sandbox, web and worker, and waits until each is ready. The build must be there. */
export async function startStack({ root, data, catalog, port, settings = {}, webArgs = [], say = () => {} }: StackOptions): Promise<Stack> {
  fs.mkdirSync(data, { recursive: true });
  if (catalog) readCatalog(catalog); // a broken catalog is said before anything starts
  const logs = path.join(data, "logs");
  fs.mkdirSync(logs, { recursive: true });
  const secret = secretsIn(path.join(data, "secrets.json"));
  say("Starting the database.");
  const { server, urls, sandboxUrl } = await prepareDatabase(root, data, secret);
  const database = keepDatabase(root, data, server, say);
  const serve = (sandboxPort: number, appPort: number) => startServices({ data, catalog, settings, webArgs, logs, secret, urls, sandboxUrl, sandboxPort, appPort });
  say("Starting sandbox, web and worker.");
  try {
    // The port that a person named is theirs to keep.
    const { stop, ...served } = await (port
      ? onFreePorts([APP_PORT], ([appPort = 0]) => serve(port, appPort))
      : onFreePorts([SANDBOX_PORT, APP_PORT], ([sandboxPort = 0, appPort = 0]) => serve(sandboxPort, appPort)));
    return {
      ...served, database, logs,
      stop: async (force) => {
        await stop(force);
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

interface Served extends Pick<StackOptions, "data" | "catalog"> {
  readonly settings: Readonly<Record<string, string>>;
  readonly webArgs: readonly string[];
  readonly logs: string;
  readonly secret: (name: string) => string;
  readonly urls: DatabaseUrls;
  readonly sandboxUrl: string;
  readonly sandboxPort: number;
  readonly appPort: number;
}

/** Starts the processes on these ports and waits until each is ready. When one is not, all are stopped. */
async function startServices({ data, catalog, settings, webArgs, logs, secret, urls, sandboxUrl, sandboxPort, appPort }: Served): Promise<Omit<Stack, "database" | "logs">> {
  const url = `http://localhost:${sandboxPort}`;
  const appUrl = `http://127.0.0.1:${appPort}`;
  const shopify = { SHOPIFY_API_KEY: "sandbox-api-key", SHOPIFY_API_SECRET: secret("api-secret") };
  const billing = { SHOPIFY_BILLING: "app-pricing", SHOPIFY_BILLING_TEST: "true", SHOPIFY_APP_HANDLE: "piccaso", SHOPIFY_PARTNER_ORGANISATION: "1", SHOPIFY_PARTNER_APP: "1", SHOPIFY_PARTNER_TOKEN: "partner-token" };
  const app = {
    NODE_ENV: "production", PICCASO_MODE: "sandbox", APP_URL: appUrl, PORT: String(appPort), HOST: "127.0.0.1", DATABASE_URL: urls.app, DATABASE_QUEUE_URL: urls.queue, DATABASE_SYSTEM_URL: urls.system,
    BLOB_DIR: path.join(data, "blobs"), SESSION_KEY: secret("session-key"), SIGNING_KEY: secret("signing-key"), SHOPIFY_BASE_URL: url, PROVIDERS_BASE_URL: url, APP_BRIDGE_URL: `${url}/app-bridge.js`, WORKER_HANDS: "64", DECODE_PROCESSES: "2", MALLOC_ARENA_MAX: "2", ...shopify, ...billing, ...settings,
  };
  // Any 32 bytes are a private X25519 key. Each process gets its half; a key in the person's own shell must not reach web.
  const vaultKey = secret("kms-private-key");
  const vault = { KMS_DRIVER: "local", KMS_PUBLIC_KEY: "", KMS_PRIVATE_KEY: "", KMS_FORMER_PRIVATE_KEYS: "", KMS_SELF_TEST: "" };
  const run = (name: string, module: string, env: Record<string, string>, execArgv: readonly string[] = []) => startService({ name, module, execArgv, env }, path.join(logs, `${name}.log`));
  const worker = () => run("worker", "build/worker.js", { ...app, ...vault, KMS_PRIVATE_KEY: vaultKey });
  const services = {
    sandbox: run("sandbox", "sandbox/main.ts", { SANDBOX_PORT: String(sandboxPort), SANDBOX_DATABASE_URL: sandboxUrl, SANDBOX_DATA: path.join(data, "sandbox"), SANDBOX_APP_URL: appUrl, SANDBOX_CATALOG: catalog ?? "", ...shopify }, ["--import", "tsx"]),
    web: run("web", "build/web.js", { ...app, ...vault, KMS_PUBLIC_KEY: publicKeyFor(vaultKey) }, webArgs),
    worker: worker(),
  };
  const more: Running[] = [];
  const addWorker = () => {
    const added = worker();
    more.push(added);
    return added;
  };
  const stop = async (force: boolean) => {
    await Promise.all([services.web, services.worker, ...more, services.sandbox].map((service) => service.stop(force)));
  };
  try {
    await Promise.all([services.sandbox.ready, services.web.ready, services.worker.ready]);
  } catch (error) {
    await stop(true);
    throw error;
  }
  return { url, appUrl, services, addWorker, stop };
}
