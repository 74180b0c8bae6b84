import fs from "node:fs";
import path from "node:path";
import { readCatalog } from "../sandbox/seed/catalog.ts";
import { build } from "../scripts/build.ts";
import { measureCalls } from "./calls.ts";
import { measureCanvas } from "./canvas.ts";
import { measureCatalog } from "./catalog.ts";
import { measureItems } from "./items.ts";
import { measureJournal } from "./journal.ts";
import { measureMemory } from "./memory.ts";
import { readOptions, type BenchOptions, type Measure } from "./options.ts";
import { measurePages } from "./pages.ts";
import { measurePublish } from "./publish.ts";
import { measureQuote } from "./quote.ts";
import { printed, type Report } from "./report.ts";
import { openShop, type Shop } from "./shop.ts";
import { measureStart } from "./start-run.ts";
import { liveStory, type Story } from "./story.ts";
import { measureVitals } from "./vitals.ts";

/** The catalog that lies beside the project where it was handed over with one. */
const BESIDE = path.resolve("../shared/catalog");

let shop: Shop | undefined;
let story: Promise<Story> | undefined;

async function stop(code: number): Promise<void> {
  await shop?.close().catch(() => undefined);
  process.exit(code);
}
process.on("SIGINT", () => void stop(130));
process.on("SIGTERM", () => void stop(143));

async function measure(name: Measure, at: Shop, catalog: string | undefined): Promise<Report> {
  const lived = () => (story ??= liveStory(at));
  switch (name) {
    case "items": return measureItems(at);
    case "publish": return measurePublish(await lived());
    case "pages": return measurePages(at, await lived());
    case "vitals": return measureVitals(at, await lived());
    case "start": return measureStart(at, await lived());
    case "memory": return measureMemory(at, catalog);
    case "calls": return measureCalls();
    case "journal": return measureJournal(at, await lived());
    case "quote": return measureQuote();
    case "catalog": return measureCatalog(at);
    case "canvas": return measureCanvas();
  }
}

function options(): BenchOptions {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read.catalog) readCatalog(read.catalog); // a broken one is said at once
    return read;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

const { measures, catalog = fs.existsSync(BESIDE) ? BESIDE : undefined, json } = options();
try {
  await build();
  console.log(`Shop: ${catalog ?? "the one that the sandbox draws by itself"}.`);
  shop = await openShop(catalog);
  const reports: Report[] = [];
  for (const name of measures) {
    const report = await measure(name, shop, catalog);
    reports.push(report);
    console.log(printed(report));
  }
  if (json) fs.writeFileSync(json, `${JSON.stringify(reports, null, 2)}\n`);
  await stop(0);
} catch (error) {
  console.error(error instanceof Error ? error.stack : String(error));
  await stop(1);
}
