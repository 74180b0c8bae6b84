import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSandbox } from "../../sandbox/server.ts";
import { openState } from "../../sandbox/state.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-sandbox-"));
beforeAll(async () => {
  database = await createTestDatabase(true);
  fs.mkdirSync(path.resolve(".data/test/seed"), { recursive: true });
  fs.symlinkSync(path.resolve(".data/test/seed"), path.join(folder, "seed"));
});
afterAll(async () => {
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a shop whose filling was killed is filled anew, and one that was filled is left as it is", async () => {
  const url = database.url("postgres");
  const open = () => createSandbox({ databaseUrl: url, folder, apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:9", origin: () => "http://127.0.0.1:9" });
  const titles = async () => {
    const state = await openState(url);
    const found = state.products.all().map(({ title }) => title);
    await state.close();
    return found;
  };
  await (await open()).close();
  expect(await titles()).toHaveLength(12);
  const killed = await openState(url);
  for (const { id } of killed.products.all().slice(3)) await killed.products.remove(id);
  await killed.marks.put("filling", { id: "filling" });
  await killed.close();
  await (await open()).close();
  expect(await titles()).toHaveLength(12);
  const merchant = await openState(url);
  for (const { id } of merchant.products.all().slice(3)) await merchant.products.remove(id);
  await merchant.close();
  await (await open()).close();
  expect(await titles()).toHaveLength(3);
});
