import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Shop } from "./shop.ts";

/** Shopify calls by operation: how many, and what they cost in points. */
export type Calls = Readonly<Record<string, { readonly count: number; readonly cost: number }>>;

/** What a shop looks like in which somebody has worked: one run reviewed and published, a second one waiting for review. */
export interface Story {
  readonly skillId: string;
  readonly runId: string;
  readonly itemId: string;
  readonly publicationId: string;
  /** Products that were published. */
  readonly products: number;
  /** Calls for showing the plan, and for publishing all of it. */
  readonly planned: Calls;
  readonly published: Calls;
}

const PUBLISH_MS = 600_000;
const State = z.object({ calls: z.record(z.string(), z.object({ count: z.number(), cost: z.number() })) });
const Plan = z.object({ rows: z.array(z.object({ productId: z.string(), blocked: z.string().nullable(), outputs: z.array(z.object({ id: z.uuid(), altText: z.string() })) })) });
const Published = z.object({ publicationId: z.uuid() });
const Id = z.object({ id: z.string() });

/** Lives through the main job by the app's own pages: run, approve all, plan, publish. */
export async function liveStory(shop: Shop): Promise<Story> {
  const runId = await shop.run();
  const outputs = await shop.look(Id, `select "id"::text from "Output" where "runId" = $1`, [runId]);
  await shop.app.send("/review", { ids: outputs.map(({ id }) => id), decision: "approve" }, z.object({ changed: z.array(z.string()) }));
  await shop.run();
  const [start, { rows }] = [await callsOf(shop), await shop.app.read("app/publication-plan", "/publications/new", Plan)];
  const planned = await callsOf(shop);
  const products = rows.filter(({ blocked }) => blocked === null).map(({ productId, outputs: own }) => ({ productId, outputs: own.map((output) => ({ ...output, place: "first", link: "bare" })) }));
  const { publicationId } = await shop.app.send("/publications/new", { products }, Published);
  await allPublished(shop, publicationId, products.length);
  const [ids] = await shop.look(z.object({ skillId: z.string(), itemId: z.string() }), `select r."skillId"::text, i."id"::text as "itemId" from "Run" r join "Item" i on i."runId" = r."id" where r."id" = $1 and i."state" = 'done' limit 1`, [runId]);
  if (!ids) throw new Error("no item of the run was done");
  return { ...ids, runId, publicationId, products: products.length, planned: since(start, planned), published: since(planned, await callsOf(shop)) };
}

async function callsOf(shop: Shop): Promise<Calls> {
  return State.parse(await shop.sandbox("state")).calls;
}

function since(before: Calls, now: Calls): Calls {
  return Object.fromEntries(Object.entries(now).flatMap(([name, { count, cost }]) => {
    const calls = { count: count - (before[name]?.count ?? 0), cost: cost - (before[name]?.cost ?? 0) };
    return calls.count ? [[name, calls]] : [];
  }));
}

async function allPublished(shop: Shop, publicationId: string, products: number): Promise<void> {
  for (const until = Date.now() + PUBLISH_MS; Date.now() < until; await wait(250)) {
    const rows = await shop.look(z.object({ state: z.string() }), `select "state" from "PublicationProduct" where "publicationId" = $1 and "state" in ('published', 'failed')`, [publicationId]);
    if (rows.some(({ state }) => state === "failed")) throw new Error("a product could not be published");
    if (rows.length === products) return;
  }
  throw new Error("the publication did not end in ten minutes");
}
