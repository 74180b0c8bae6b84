import os from "node:os";
import { z } from "zod";
import { startFloorLoop, type Pace } from "./floor-loop.ts";
import { median, spread } from "./numbers.ts";
import { childrenOf, cpuSeconds } from "./processes.ts";
import { against, type Line, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";

const ROUNDS = 3;
const AIM = 0.7;
const BUSY = 0.85;
const Timing = z.object({ done: z.number(), failed: z.number(), seconds: z.number() });

/**
 * Items a second of the skill white-square through the whole product, beside a bare loop over the same
 * photos on as many processes as there are cores. Run and floors take turns, and one round goes first to
 * warm everything. Time is the database's: from the run's start to the end of its last item.
 */
export async function measureItems(shop: Shop, photos: readonly string[]): Promise<Report> {
  const cores = os.availableParallelism();
  const loop = await startFloorLoop(cores);
  const paces: Record<"product" | "sharp" | "renderer", Pace[]> = { product: [], sharp: [], renderer: [] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const found = { product: await measureRun(shop), sharp: await loop.measure("sharp", photos), renderer: await loop.measure("renderer", photos) };
      if (round === 0) continue;
      for (const name of ["product", "sharp", "renderer"] as const) paces[name].push(found[name]);
    }
  } finally {
    loop.close();
  }
  const speed = (name: keyof typeof paces) => median(paces[name].map(({ itemsPerSecond }) => itemsPerSecond));
  const value = { what: "white-square, whole product", value: speed("product"), unit: "items/s" };
  const bare = against(value, { what: "bare sharp loop", value: speed("sharp") });
  const own = against(value, { what: "bare loop of our renderer", value: speed("renderer") });
  const lines: Line[] = [{ ...bare, aim: { text: `at least ${AIM}`, met: (bare.ratio ?? 0) >= AIM } }, own, busy("product", paces.product, cores), busy("bare sharp loop", paces.sharp, cores)];
  const apart = (name: keyof typeof paces) => `${Math.round(spread(paces[name].map(({ itemsPerSecond }) => itemsPerSecond)) * 100)} %`;
  return { name: `Items: ${photos.length} photos, ${cores} cores, median of ${ROUNDS} rounds`, lines, notes: [`Between the rounds: product ${apart("product")}, sharp ${apart("sharp")}, renderer ${apart("renderer")}.`] };
}

function busy(what: string, paces: readonly Pace[], cores: number): Line {
  const value = median(paces.map(({ busyCores }) => busyCores));
  return { what: `busy cores, ${what}`, value, unit: `of ${cores}`, ...(what === "product" ? { aim: { text: "all cores busy", met: value / cores >= BUSY } } : {}) };
}

/** One run; busy cores are those of the worker with its decoding processes, without database, shop and web. */
async function measureRun(shop: Shop): Promise<Pace> {
  const pids = [shop.worker, ...childrenOf(shop.worker)];
  const [began, used] = [performance.now(), cpuSeconds(pids)];
  const runId = await shop.run();
  const busyCores = (cpuSeconds(pids) - used) / ((performance.now() - began) / 1000);
  const [timing] = await shop.look(Timing, `
    select count(*) filter (where i."state" = 'done')::int as "done", count(*) filter (where i."state" <> 'done')::int as "failed",
           extract(epoch from max(i."finishedAt") - min(r."createdAt"))::float8 as "seconds"
      from "Run" r join "Item" i on i."runId" = r."id" where r."id" = $1`, [runId]);
  if (!timing?.done) throw new Error("no item of the run was done");
  return { itemsPerSecond: (timing.done + timing.failed) / timing.seconds, busyCores };
}
