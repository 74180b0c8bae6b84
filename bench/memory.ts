import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { childrenOf, memoryOf } from "./processes.ts";
import type { Line, Report } from "./report.ts";
import type { Shop } from "./shop.ts";

const AIM_MB = 600;
const TIMES = 5;
const SAMPLE_MS = 100;

/** MB: the worker's own process, and all of its processes with shared pages counted once, or for each. */
interface Peak {
  readonly worker: number;
  readonly all: number;
  readonly resident: number;
}

/**
 * Peak memory of the worker (MB): its own process, and with the processes that decode for it. Then the
 * same again for five times as many items, which must not take more.
 */
export async function measureMemory(shop: Shop, catalog: string | undefined): Promise<Report> {
  await shop.run(); // what stays loaded is loaded
  const once = await peakDuring(shop, () => shop.run());
  const bigger = catalog ? enlarged(catalog) : undefined;
  try {
    const more = await peakDuring(shop, async () => {
      if (bigger) await shop.sandbox("catalog", { dir: bigger });
      for (let run = 0; run < (bigger ? 1 : TIMES); run += 1) await shop.run();
    });
    const [products] = await shop.look(z.object({ count: z.number() }), `select "itemCount" as "count" from "Run" order by "createdAt" desc limit 1`);
    const aim = (value: number) => ({ text: `at most ${AIM_MB}`, met: value <= AIM_MB });
    const grown = (value: number, before: number) => ({ floor: { what: "before", value: before }, ratio: value / before });
    const lines: Line[] = [
      { what: "worker process, one catalog", value: once.worker, unit: "MB" },
      { what: "with its decoding processes, one catalog", value: once.all, unit: "MB", aim: aim(once.all) },
      { what: `worker process, ${TIMES} times the items`, value: more.worker, unit: "MB", ...grown(more.worker, once.worker) },
      { what: `with its decoding processes, ${TIMES} times the items`, value: more.all, unit: "MB", ...grown(more.all, once.all), aim: aim(more.all) },
    ];
    return { name: "Memory: peak of the worker", lines, notes: [`The last run had ${products?.count ?? 0} items. Sampled every ${SAMPLE_MS} ms. Shared pages are counted once; counted for each process the peaks are ${Math.round(once.resident)} and ${Math.round(more.resident)} MB.`] };
  } finally {
    if (bigger) fs.rmSync(bigger, { recursive: true, force: true });
  }
}

/** The highest of what the worker held while this worked. */
export async function peakDuring(shop: Shop, work: () => Promise<unknown>): Promise<Peak> {
  const peak = { worker: 0, all: 0, resident: 0 };
  const sample = () => {
    const worker = memoryOf(shop.worker);
    const all = [worker, ...childrenOf(shop.worker).map(memoryOf)];
    const sum = (of: "resident" | "share") => all.reduce((total, one) => total + one[of], 0);
    peak.worker = Math.max(peak.worker, worker.resident);
    peak.all = Math.max(peak.all, sum("share"));
    peak.resident = Math.max(peak.resident, sum("resident"));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return peak;
}

/** A catalog with every product several times under other handles. The images are the same files. */
function enlarged(catalog: string): string {
  const rows = z.array(z.record(z.string(), z.string())).parse(parse(fs.readFileSync(path.join(catalog, "products.csv")), { columns: true, bom: true, skip_empty_lines: true, relax_column_count_less: true }));
  const names = Object.keys(rows[0] ?? {});
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  const copies = Array.from({ length: TIMES }, (_, copy) => rows.map((row) => line(names.map((name) => (name === "Handle" ? `${row[name]}-copy-${copy}` : row[name] ?? "")))));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-catalog-"));
  fs.writeFileSync(path.join(folder, "products.csv"), [line(names), ...copies.flat()].join("\n"));
  for (const name of fs.readdirSync(catalog)) if (name !== "products.csv") fs.symlinkSync(path.join(catalog, name), path.join(folder, name));
  return folder;
}
