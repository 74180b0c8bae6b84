import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { getWorkspace } from "../../app/features/accounts/get-workspace.server.ts";
import { sendDueCatalogs } from "../../app/features/catalog/due-catalogs.server.ts";
import { getCatalog } from "../../app/features/catalog/get-catalog.server.ts";
import { hearOfCatalog } from "../../app/features/catalog/hear-of-catalog.server.ts";
import { resolveSelection } from "../../app/features/catalog/resolve-selection.server.ts";
import { askCatalog } from "../../app/features/catalog/ask-catalog.server.ts";
import { catalogOf, type CatalogHand } from "../support/catalog-world.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

const PLAIN = 3_000;
const Calls = z.object({ calls: z.record(z.string(), z.object({ count: z.number() })) });
let world: World;
let catalog: CatalogHand;
beforeAll(async () => {
  world = await createWorld();
  catalog = catalogOf(world);
  await world.control("generate", { products: PLAIN });
});
afterAll(() => world.close());
beforeEach(() => world.control("faults", { rules: [] }));

/** Twelve products are the seed's. */
const ALL = PLAIN + 12;
const gid = (id: string) => `gid://shopify/Product/${id}`;
const hear = (topic: string, body: object) => hearOfCatalog(world.context, { topic, shop: SHOP, body });

test("a shop that was never read is due by itself, and is read whole by a bulk operation: every product, its first image and its variants", async () => {
  const sent: object[] = [];
  await sendDueCatalogs(world.context.db, async (_tx, _job, payloads) => { sent.push(...payloads); });
  expect(sent).toEqual([{ workspaceId: world.at.workspaceId }]);
  await catalog.tend();
  expect((await catalog.row())?.state).toBe("running");
  const whole = await catalog.until("whole");
  expect(whole).toMatchObject({ lines: expect.any(Number), say: null, tries: 0 });
  expect(await catalog.count("CatalogProduct")).toBe(ALL);
  expect(await catalog.count("CatalogVariant")).toBe(whole.lines - ALL);
  expect((await catalog.products()).slice(0, 2)).toEqual([{ productId: "1001", title: "Alba Vase", imageWidth: expect.any(Number) }, { productId: "1002", title: "Low Bowl", imageWidth: expect.any(Number) }]);
  const [due] = await world.database.look<{ hours: number }>(`select round(extract(epoch from "dueAt" - now()) / 3600)::int as hours from "CatalogSync"`);
  expect(due?.hours).toBe(24);
});

test("a reading that is cut or killed in the middle goes on where its last commit ended, and a late holder writes nothing", async () => {
  await askCatalog(world.at);
  await catalog.tend();
  await world.control("faults", { rules: [{ match: "bulk", operation: "download", kind: "lost-answer", times: 1 }] });
  for (let turn = 0; turn < 50 && (await catalog.row())?.state !== "reading"; turn += 1) await catalog.tend();
  const cut = await catalog.row();
  expect(cut).toMatchObject({ state: "reading", tries: expect.any(Number) });
  expect(Number(cut?.byteOffset)).toBeGreaterThan(100_000);
  // The same file once more, and another worker takes it as soon as the first one has begun.
  const slow = catalog.tend();
  await catalog.tend();
  await slow;
  expect(await catalog.until("whole")).toMatchObject({ say: null });
  expect(await catalog.count("CatalogProduct")).toBe(ALL);
});

test("a stopped worker leaves its place, and the next one ends it", async () => {
  await askCatalog(world.at);
  await catalog.tend();
  const stop = new AbortController();
  const look = world.database.look;
  const stopping = (async () => {
    for (;;) {
      const [row] = await look<{ lines: number; state: string }>(`select "lines", "state" from "CatalogSync"`);
      if ((row?.lines ?? 0) > 0 || row?.state === "whole") return stop.abort();
    }
  })();
  while (!stop.signal.aborted) await catalog.tend(stop.signal);
  await stopping;
  expect(await catalog.until("whole")).toMatchObject({ state: "whole" });
  expect(await catalog.count("CatalogProduct")).toBe(ALL);
});

test("an operation that fails half way leaves what it has: it is written, nothing is removed, and it is asked for again", async () => {
  await world.database.look(`update "CatalogProduct" set "title" = 'Old' where "workspaceId" = $1`, [world.at.workspaceId]);
  await world.control("faults", { rules: [{ match: "bulk", operation: "run", kind: "failed-bulk", times: 1 }] });
  await askCatalog(world.at);
  const failed = await catalog.until("failed");
  expect(failed).toMatchObject({ partial: true, tries: 1, say: expect.stringContaining("asked for again by itself") });
  expect(await catalog.count("CatalogProduct")).toBe(ALL);
  const old = (await catalog.products()).filter(({ title }) => title === "Old").length;
  expect(old).toBeGreaterThan(0);
  expect(old).toBeLessThan(ALL);
  await catalog.until("whole");
  expect((await catalog.products()).filter(({ title }) => title === "Old")).toEqual([]);
});

test("throttling, a lost answer, a server's fault and an hourly token that ends only make it slower", async () => {
  await world.control("faults", { rules: [
    { match: "graphql", operation: "BulkStart", kind: "throttled", times: 2 }, { match: "graphql", operation: "BulkState", kind: "lost-answer", times: 1 },
    { match: "graphql", operation: "BulkState", kind: "expired-token", times: 1 }, { match: "bulk", operation: "download", kind: "500", times: 1 },
  ] });
  await askCatalog(world.at);
  expect(await catalog.until("whole")).toMatchObject({ tries: 0 });
  expect(await catalog.count("CatalogProduct")).toBe(ALL);
});

test("a storm of changes is one row and one query; what is forged, relabelled or of another shop changes nothing", async () => {
  const target = gid("1001");
  await world.control(`products/1001/media`, { op: "add" });
  for (let n = 0; n < 50; n += 1) await hear("products/update", { id: 1001, admin_graphql_api_id: target, updated_at: new Date().toISOString() });
  // The product is still there: a delete that was only relabelled is asked back at the shop.
  await hear("products/delete", { id: 1002 });
  expect(await hear("products/update", { id: "1; drop table" })).toBe("ignored: no product in the body");
  expect(await hearOfCatalog(world.context, { topic: "products/update", shop: "other.myshopify.com", body: { id: 1 } })).toBe("ignored: this shop is not connected");
  expect(await catalog.count("CatalogChange")).toBe(2);
  const calls = async () => Calls.parse(await world.control("state")).calls["CatalogByIds"]?.count ?? 0;
  const before = await calls();
  await catalog.tend();
  expect(await calls()).toBe(before + 1);
  expect(await catalog.count("CatalogChange")).toBe(0);
  expect(await catalog.count("CatalogProduct")).toBe(ALL);
  const [media] = await world.database.look<{ media: number }>(`select "media" from "CatalogProduct" where "productId" = 1001`);
  expect(media?.media).toBe(3);
});

test("a product that is deleted in the shop goes, with its variants, as soon as Shopify says so", async () => {
  await world.control("products/1003/delete", {});
  await hear("products/delete", { id: 1003 });
  await catalog.tend();
  expect(await catalog.count("CatalogProduct")).toBe(ALL - 1);
  expect(await world.database.look(`select 1 from "CatalogVariant" where "productId" = 1003`)).toEqual([]);
});

test("what Shopify never said is found the next night: changed ones by their time, and where the numbers differ the catalog is read whole", async () => {
  await world.control("products/1004/media", { op: "add" });
  world.pass(25 * 3_600_000);
  await catalog.tend();
  expect((await world.database.look<{ media: number }>(`select "media" from "CatalogProduct" where "productId" = 1004`))[0]?.media).toBe(3);
  expect((await catalog.row())?.state).toBe("whole");
  await world.control("products/1005/delete", {});
  world.pass(25 * 3_600_000);
  await catalog.tend();
  expect((await catalog.row())?.state).toBe("asked");
  await catalog.until("whole");
  expect(await catalog.count("CatalogProduct")).toBe(ALL - 2);
});

test("a change that is heard of while the catalog is read is applied after it, and the end of an operation wakes whoever waits for it", async () => {
  await askCatalog(world.at);
  await catalog.tend();
  const { operationId } = (await catalog.row()) ?? {};
  await world.control("products/1006/delete", {});
  await hear("products/delete", { id: 1006 });
  expect(await hear("bulk_operations/finish", { admin_graphql_api_id: "gid://shopify/BulkOperation/1" })).toBe("ignored: not the operation that is waited for");
  expect(await hear("bulk_operations/finish", { admin_graphql_api_id: operationId })).toBe("done: the file is read");
  await catalog.until("whole");
  const [due] = await world.database.look<{ now: boolean }>(`select "dueAt" <= $1 as now from "CatalogSync"`, [world.now()]);
  expect(due?.now).toBe(true);
  await catalog.tend();
  expect(await catalog.count("CatalogProduct")).toBe(ALL - 3);
});

test("products are chosen by the size of their first photo in the mirror, and what is in the shop now decides; before the first whole reading it is refused in words", async () => {
  const { wholeAt } = (await world.database.look<{ wholeAt: Date }>(`select "wholeAt" from "CatalogSync"`))[0] ?? {};
  await world.database.look(`update "CatalogSync" set "wholeAt" = null`);
  await expect(resolveSelection(world.at, { kind: "small-photo", below: 500 })).rejects.toMatchObject({ code: "catalog_unread" });
  await world.database.look(`update "CatalogSync" set "wholeAt" = $1`, [wholeAt]);
  // The mirror says small of one that is not any more.
  await world.database.look(`update "CatalogProduct" set "imageWidth" = 10, "imageHeight" = 10 where "productId" = 1001`);
  const found = await resolveSelection(world.at, { kind: "small-photo", below: 500 });
  expect(found).toHaveLength(PLAIN / 10);
  expect(found.every(({ title, photos: [first] }) => title.startsWith("Plain") && first?.width === 400)).toBe(true);
  expect(await getCatalog(world.at)).toMatchObject({ state: "whole", products: ALL - 3, noPhoto: expect.any(Number), smallPhoto: expect.any(Number), smallSide: 800 });
});

test("a shop whose tokens have died is found in the background and asked to connect again, and the first visit with a working token ends that", async () => {
  const ended = async () => (await getWorkspace(world.at)).accessEnded;
  expect(await ended()).toBe(false);
  // Shopify takes every token of the shop away, as after 90 days without a visit.
  await world.control("webhooks/app/uninstalled", {});
  await askCatalog(world.at);
  await catalog.tend();
  expect(await catalog.row()).toMatchObject({ state: "asked", tries: 1, say: expect.stringContaining("connect again") });
  expect(await ended()).toBe(true);
  // The dead pair is not kept, so the visit exchanges for a new one.
  await world.enter("42");
  expect(await ended()).toBe(false);
  expect(await catalog.until("whole")).toMatchObject({ say: null });
});
