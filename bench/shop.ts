import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { createClient, type AppClient } from "../scripts/demo/client.ts";
import { prepareRoles, secretsIn, type DatabaseUrls } from "../scripts/start/database.ts";
import { startStack, type Stack } from "../scripts/start/stack.ts";

/** The product, running on a folder of its own, with a shop that answers without delay. */
export interface Shop {
  readonly stack: Stack;
  /** The app as somebody in the admin reaches it. */
  readonly app: AppClient;
  /** The process id of the worker. */
  readonly worker: number;
  /** Reads (no body) or changes (with one) the sandbox: /_sandbox/ROUTE. */
  sandbox(route: string, body?: object): Promise<unknown>;
  /** Rows of the product's database, read as the superuser. */
  look<S extends z.ZodType>(row: S, sql: string, values?: unknown[]): Promise<z.output<S>[]>;
  /** The addresses with which the product's own roles connect. */
  databaseUrls(): Promise<DatabaseUrls>;
  /** Runs the skill white-square over the whole shop and waits for its end. Returns the run's id. */
  run(): Promise<string>;
  close(): Promise<void>;
}

const RUN_MS = 900_000;
const Created = z.object({ skillId: z.uuid() });
const Setup = z.object({ form: z.object({ versionId: z.uuid() }) });
const Started = z.object({ runId: z.uuid() });

/** Starts everything. `catalog` is a folder, or undefined for the shop that the sandbox draws by itself; `settings` are variables of web and worker. */
export async function openShop(catalog: string | undefined, settings: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-bench-"));
  fs.chmodSync(data, 0o755); // as root the database runs as another user, who must pass
  process.env["PICCASO_STATE_DIR"] = path.join(data, "state");
  const end = new AbortController();
  const stack = await startStack({ root: process.cwd(), data, catalog, port: 0, settings }).catch((error: unknown) => {
    fs.rmSync(data, { recursive: true, force: true });
    throw error;
  });
  const pool = new pg.Pool({ connectionString: stack.database.url("piccaso"), max: 2 });
  const app = createClient(stack, end.signal);
  const look: Shop["look"] = async (row, sql, values = []) => z.array(row).parse((await pool.query(sql, values)).rows);
  const sandbox: Shop["sandbox"] = async (route, body) => (await fetch(`${stack.url}/_sandbox/${route}`, body ? { method: "POST", body: JSON.stringify(body) } : {})).json();
  let skill: { skillId: string; versionId: string } | undefined;
  const skillOf = async () => {
    const { skillId } = await app.send("/skills", { do: "use", templateId: "white-square" }, Created);
    const { form } = await app.read("app/run-setup", `/skills/${skillId}/run`, Setup);
    return { skillId, versionId: form.versionId };
  };
  const close = async () => {
    end.abort();
    await pool.end();
    await stack.stop(false);
    fs.rmSync(data, { recursive: true, force: true });
  };
  try {
    await sandbox("settings", { mediaMs: 0, jobMs: 0, retryMs: 1 });
    const worker = stack.services.worker.pid();
    if (!worker) throw new Error("the worker does not run");
    return {
      stack, app, worker, sandbox, look, close,
      databaseUrls: () => prepareRoles(stack.database, secretsIn(path.join(data, "secrets.json"))),
      run: async () => {
        skill ??= await skillOf();
        const order = { do: "start", versionId: skill.versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: crypto.randomUUID() };
        const { runId } = await app.send(`/skills/${skill.skillId}/run`, order, Started);
        for (const until = Date.now() + RUN_MS; Date.now() < until; await wait(100)) {
          const [run] = await look(z.object({ state: z.string() }), `select "state" from "Run" where "id" = $1`, [runId]);
          if (run?.state === "done") return runId;
        }
        throw new Error("the run did not end in a quarter of an hour");
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
