import fs from "node:fs";
import path from "node:path";
import { build } from "../build.ts";
import { startPostgres } from "../embedded-postgres.ts";
import { readOptions, type StartOptions } from "./options.ts";
import { startStack, type Stack } from "./stack.ts";

const root = process.cwd();
let starting: Promise<Stack> | undefined;
let asked = 0;
/** A forced stop takes at most this long. */
const FORCE_MS = 10_000;

/** Removes what an earlier start left, its server included. */
async function startFresh({ data }: StartOptions): Promise<void> {
  if (!fs.existsSync(data)) return;
  await (await startPostgres(root, data)).stop();
  for (const name of ["postgres", "blobs", "sandbox", "logs", "secrets.json"]) fs.rmSync(path.join(data, name), { recursive: true, force: true });
}

/** The first Ctrl-C lets everything end what it holds, the second does not wait. */
function stop(): void {
  asked += 1;
  if (asked === 1) console.log("\nStopping. Press Ctrl-C again to force.");
  const force = asked > 1;
  if (force) setTimeout(() => process.exit(1), FORCE_MS).unref();
  // What is being started is stopped once it stands: nothing may stay behind without an owner.
  const stopped = starting ? starting.then((stack) => stack.stop(force)) : Promise.resolve();
  stopped.then(() => { console.log("Stopped."); process.exit(0); }, () => process.exit(1));
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
process.on("SIGHUP", stop);

try {
  const options = readOptions(process.argv.slice(2));
  const started = Date.now();
  if (options.fresh) await startFresh(options);
  console.log("Building. This takes half a minute after a change.");
  await build();
  starting = startStack({ root, data: options.data, catalog: options.catalog, port: options.port, say: (line) => console.log(line) });
  const stack = await starting;
  console.log(`
Piccaso is ready after ${Math.round((Date.now() - started) / 1000)} s.

  Open  ${stack.url}

It is a sandbox: a Shopify admin with a shop of its own, and Piccaso inside it.
Click “Run on 3 products”, watch the images come, approve the good ones, and publish them.
The products then show them under Products, and Publications takes them back.

Logs: ${stack.logs}. Stop with Ctrl-C.`);
} catch (error) {
  console.error(`\nPiccaso could not start.\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
