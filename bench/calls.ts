import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { modelCatalog } from "../app/providers/catalog.ts";
import { plainCatalog } from "../sandbox/seed/plain-catalog.ts";
import { publishPaidSkill, runOnAll, type PaidSkill } from "../scripts/demo/paid-run.ts";
import { openShop, type Shop } from "./shop.ts";
import type { Line, Report } from "./report.ts";

const ITEMS = 400;
const CALL_MS = 2_000;
const LIMIT = 40;
const AIM = 0.9;
const MOST_MS = 300_000;
/** One answers with the picture, the other with a ticket. */
const MODELS = [["synchronous", "openai/gpt-image-2.6-flare"], ["ticketed", "flux/2-pro"]] as const;

/**
 * A run of 400 products on a provider that takes two seconds a call and makes fixed small pictures, with a
 * key that may have 40 calls under way. Ideal is ten waves of two seconds; the time is the database's, from
 * the run's start to the end of its last item. On a shop of its own, whose photos are small. Each line is the
 * second run of its skill; the first one, of a worker that has just started, is told in a note.
 */
export async function measureCalls(): Promise<Report> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-bench-catalog-"));
  const models = path.join(folder, "models.json");
  fs.writeFileSync(models, JSON.stringify(modelCatalog.all().map((model) => ({ ...model, limit: { ...model.limit, inFlight: LIMIT } }))));
  await plainCatalog(folder, ITEMS);
  let shop: Shop | undefined;
  try {
    shop = await openShop(folder, { MODELS_FILE: models });
    await shop.sandbox("settings", { fastPictures: true, providerMs: CALL_MS, requestsPerMinute: 1_000_000, tasksInFlight: 1_000 });
    const lines: Line[] = [];
    const notes: string[] = [];
    for (const [name, model] of MODELS) {
      const skill = await publishPaidSkill(shop.app, model);
      notes.push(`The first ${name} run took ${(await measureRun(shop, skill)).toFixed(1)} s.`);
      lines.push(lineOf(name, await measureRun(shop, skill)));
    }
    return { name: `Paid calls: ${ITEMS} products, ${CALL_MS / 1000} s a call, ${LIMIT} at once`, lines, notes };
  } finally {
    await shop?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** How long a run over all products took, in seconds. */
async function measureRun(shop: Shop, skill: PaidSkill): Promise<number> {
  const runId = await runOnAll(shop.app, skill);
  for (const until = Date.now() + MOST_MS; ;) {
    const [run] = await shop.look(z.object({ state: z.string() }), `select "state" from "Run" where "id" = $1`, [runId]);
    if (run?.state === "done") break;
    if (Date.now() > until) throw new Error("the run did not end in five minutes");
    await wait(200);
  }
  const [timing] = await shop.look(z.object({ done: z.number(), seconds: z.number() }), `
    select count(*) filter (where i."state" = 'done')::int as "done", extract(epoch from max(i."finishedAt") - min(r."createdAt"))::float8 as "seconds"
      from "Run" r join "Item" i on i."runId" = r."id" where r."id" = $1`, [runId]);
  if (timing?.done !== ITEMS) throw new Error(`${timing?.done ?? 0} of ${ITEMS} items were done`);
  return timing.seconds;
}

function lineOf(name: string, seconds: number): Line {
  const ideal = (ITEMS / LIMIT) * (CALL_MS / 1000);
  const ratio = ideal / seconds;
  return { what: name, value: seconds, unit: "s", floor: { what: "s ideal", value: ideal }, ratio, aim: { text: `ideal at least ${AIM} of it`, met: ratio >= AIM } };
}
