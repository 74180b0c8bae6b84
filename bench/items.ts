import os from "node:os";
import { z } from "zod";
import { startFloorLoop, type Pace } from "./floor-loop.ts";
import { median, spread } from "./numbers.ts";
import { photosOfRun } from "./photos.ts";
import { childrenOf, cpuSeconds } from "./processes.ts";
import { against, type Line, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";

const ROUNDS = 3;
const AIM = 0.7;
/** Share of the cores that a bare loop keeps busy from which the product counts as keeping them busy too. */
const BUSY = 0.9;
const Timing = z.object({ items: z.number(), done: z.number(), seconds: z.number() });
const CONTENDERS = ["product", "sharp", "renderer"] as const;
type Contender = (typeof CONTENDERS)[number];

/**
 * Items a second of the skill white-square through the whole product, beside bare loops over the same
 * photos in as many processes as there are cores. Run and floors take turns, and one round goes first to
 * warm everything. Time is the database's: from the run's start to the end of its last item.
 */
export async function measureItems(shop: Shop): Promise<Report> {
  const cores = os.availableParallelism();
  const photos = await photosOfRun(shop, await shop.run());
  const loop = await startFloorLoop(cores);
  const paces: Record<Contender, Pace[]> = { product: [], sharp: [], renderer: [] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const name of CONTENDERS) {
        const pace = name === "product" ? await measureRun(shop) : await loop.measure(name, photos.files);
        if (round > 0) paces[name].push(pace);
      }
    }
  } finally {
    loop.close();
    photos.remove();
  }
  const speeds = (name: Contender) => paces[name].map(({ itemsPerSecond }) => itemsPerSecond);
  const busy = (name: Contender) => median(paces[name].map(({ busyCores }) => busyCores));
  const value = { what: "white-square, whole product", value: median(speeds("product")), unit: "items/s" };
  const bare = against(value, { what: "bare sharp loop", value: median(speeds("sharp")) });
  const cpu = against({ what: `busy cores of ${cores}, whole product`, value: busy("product"), unit: "" }, { what: "bare sharp loop", value: busy("sharp") });
  const lines: Line[] = [
    { ...bare, aim: { text: `at least ${AIM}`, met: (bare.ratio ?? 0) >= AIM } },
    against(value, { what: "bare loop of our own renderer", value: median(speeds("renderer")) }),
    { ...cpu, aim: { text: "all that a bare loop gets", met: (cpu.ratio ?? 0) >= BUSY } },
  ];
  const apart = (name: Contender) => `${name} ${Math.round(spread(speeds(name)) * 100)} %`;
  return {
    name: `Items: ${photos.files.length} products, ${cores} cores, median of ${ROUNDS} rounds`, lines,
    notes: [`Between the rounds: ${CONTENDERS.map(apart).join(", ")}.`, "Busy cores of the product are those of worker, decoding, web, shop and database."],
  };
}

/** One run. The database's processes come and go, so all of its children are counted at both ends. */
async function measureRun(shop: Shop): Promise<Pace> {
  const { services, database } = shop.stack;
  const pids = () => [shop.worker, ...childrenOf(shop.worker), services.web.pid(), services.sandbox.pid(), database.pid(), ...childrenOf(database.pid())].flatMap((pid) => pid ?? []);
  const [began, used] = [performance.now(), cpuSeconds(pids())];
  const runId = await shop.run();
  const busyCores = (cpuSeconds(pids()) - used) / ((performance.now() - began) / 1000);
  const [timing] = await shop.look(Timing, `
    select count(*)::int as "items", count(*) filter (where i."state" = 'done')::int as "done", extract(epoch from max(i."finishedAt") - min(r."createdAt"))::float8 as "seconds"
      from "Run" r join "Item" i on i."runId" = r."id" where r."id" = $1`, [runId]);
  if (!timing?.done) throw new Error("no item of the run was done");
  return { itemsPerSecond: timing.items / timing.seconds, busyCores };
}
