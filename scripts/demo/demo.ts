import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readCatalog } from "../../sandbox/seed/catalog.ts";
import { build } from "../build.ts";
import { startStack, type Stack } from "../start/stack.ts";
import { problemsOf } from "./checks.ts";
import { createClient } from "./client.ts";
import { figuresOf } from "./figures.ts";
import { playJob } from "./job.ts";
import { keepLogs } from "./logs.ts";
import { makeFolders, type DemoOptions } from "./options.ts";
import { picturesIn } from "./pictures.ts";
import { tableOf, writeReport } from "./report.ts";
import { shopAt } from "./shop.ts";

type Tell = (line: string) => void;

/**
 * Starts everything on data of its own, plays the main job and ends everything again. Returns whether
 * no figure contradicts the shop. Throws with a sentence; what the processes logged is told before.
 */
export async function playDemo(options: DemoOptions, signal: AbortSignal, tell: Tell): Promise<boolean> {
  if (options.catalog) readCatalog(options.catalog); // a broken one is said before half a minute of building
  makeFolders(options);
  const data = options.data ?? ownFolder();
  let stack: Stack | undefined;
  let well = false;
  try {
    tell("Building. This takes half a minute after a change.");
    await build();
    signal.throwIfAborted();
    stack = await startStack({ root: process.cwd(), data, catalog: options.catalog, port: 0, say: tell });
    well = await play(stack, options, signal, tell);
    return well;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    if (!well && !signal.aborted) keepLogs(path.join(data, "logs"), tell);
    await stack?.stop(false);
    if (!options.data) fs.rmSync(data, { recursive: true, force: true });
  }
}

async function play(stack: Stack, options: DemoOptions, signal: AbortSignal, tell: Tell): Promise<boolean> {
  const app = createClient(stack, signal);
  const shop = shopAt(stack.url, signal);
  const pictures = options.out ? picturesIn(options.out, app, (await shop.state()).products) : undefined;
  const evidence = await playJob({ app, shop, skill: options.skill, limit: options.limit, tell, keep: async (output, bytes) => pictures?.keep(output, bytes) });
  const report = { ...figuresOf(evidence), problems: problemsOf(evidence) };
  const sheet = await pictures?.finish(`${evidence.skill}: ${report.outputs} ${report.outputs === 1 ? "image" : "images"} of ${report.products} ${report.products === 1 ? "product" : "products"}`);
  if (options.json) writeReport(options.json, report);
  tell(`\n${tableOf(report, evidence)}\n`);
  if (sheet) tell(`Pictures: ${sheet}`);
  const { length } = report.problems;
  tell(length === 0 ? "Every figure agrees with the shop." : `${length} ${length === 1 ? "statement contradicts" : "statements contradict"} the shop.`);
  return length === 0;
}

/** A new folder for the data, which the database server may enter as another user. */
function ownFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-demo-"));
  fs.chmodSync(folder, 0o755);
  process.env["PICCASO_STATE_DIR"] = path.join(folder, "state"); // so that nothing stays elsewhere
  return folder;
}
