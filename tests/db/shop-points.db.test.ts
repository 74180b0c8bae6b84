import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../app/platform/db/open.server.ts";
import { shopPoints, type ShopPoints } from "../../app/platform/db/shop-points.server.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let database: TestDatabase;
let db: Awaited<ReturnType<typeof openDatabase>>;
let points: ShopPoints;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await openDatabase({ app: database.url("app"), system: database.url("system") }, log);
  points = shopPoints(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** A bucket that loses nothing to the time that a test takes: it fills by a point in a thousand seconds. */
const bucket = (shop: string, level: number) => database.look(`insert into "ShopPoints" values ($1, 1000, 0.001, $2, now())`, [shop, level]);
const level = async (shop: string) => Math.round((await database.look<{ level: number }>(`select "level" from "ShopPoints" where "shop" = $1`, [shop]))[0]?.level ?? -1);

test("a shop that was never asked has Shopify's smallest bucket, and what is taken is gone", async () => {
  expect(await points.take("new", 400, true)).toBe(0);
  expect(await points.take("new", 400, true)).toBe(0);
  const wait = await points.take("new", 400, true);
  expect(wait).toBeGreaterThan(2_000);
  expect(wait).toBeLessThanOrEqual(4_000);
});

test("two hundred takers at once never take more than there is", async () => {
  await bucket("rush", 1000);
  const taken = await Promise.all(Array.from({ length: 200 }, () => points.take("rush", 9, true)));
  expect(taken.filter((wait) => wait === 0)).toHaveLength(111);
  expect(await level("rush")).toBe(1);
});

test("the background leaves a quarter to those who wait for an answer, and what is dearer than the rest waits for a full bucket", async () => {
  await bucket("shared", 300);
  expect(await points.take("shared", 60, false)).toBeGreaterThan(0);
  expect(await points.take("shared", 60, true)).toBe(0);
  expect(await points.take("shared", 200, true)).toBe(0);
  await bucket("full", 1000);
  expect(await points.take("full", 900, false)).toBe(0);
});

test("Shopify's word corrects the bucket: what was not used comes back, and its level can only lower ours", async () => {
  await bucket("told", 1000);
  await points.take("told", 500, true);
  await points.settle("told", 450, { maximumAvailable: 2000, currentlyAvailable: 1900, restoreRate: 0.001 });
  expect(await level("told")).toBe(950);
  await points.settle("told", 0, { maximumAvailable: 2000, currentlyAvailable: 40, restoreRate: 0.001 });
  expect(await level("told")).toBe(40);
  expect(await points.take("told", 41, true)).toBeGreaterThan(0);
});
