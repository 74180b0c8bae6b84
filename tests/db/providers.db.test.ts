import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { createSandbox } from "../../sandbox/server.ts";
import { createTestDatabase } from "../support/database.ts";

const Ledger = z.object({ entries: z.array(z.looseObject({ provider: z.string(), keyLast4: z.string(), micros: z.number() })), total: z.object({ micros: z.number(), count: z.number() }) });

it("keeps the ledger and the tasks of the providers through a restart and a reset of the shop", async () => {
  const database = await createTestDatabase(true);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-providers-"));
  const catalog = path.join(folder, "catalog");
  fs.mkdirSync(catalog);
  fs.writeFileSync(path.join(catalog, "products.csv"), "Handle,Title,Image Src\nthing,Thing,\n");
  const origin = "http://localhost:1";
  const start = () => createSandbox({ databaseUrl: database.url("postgres"), folder, apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:9", origin: () => origin, catalog });
  const headers = { "x-key": "bfl-sandbox-abcd" };
  const first = await start();
  Object.assign(first.settings, { providerMs: 0, fastPictures: true });
  const answer = await first.fetch(new Request(`${origin}/bfl/v1/flux-2-pro`, { method: "POST", headers, body: JSON.stringify({ prompt: "a vase" }) }));
  const { polling_url: polling } = z.object({ polling_url: z.string() }).parse(await answer.json());
  await first.close();

  const second = await start();
  await second.fetch(new Request(`${origin}/_sandbox/reset`, { method: "POST", body: "{}" }));
  const ledger = Ledger.parse(await (await second.fetch(new Request(`${origin}/_sandbox/ledger`))).json());
  expect(ledger).toMatchObject({ entries: [{ provider: "bfl", keyLast4: "abcd", micros: 30_000 }], total: { micros: 30_000, count: 1 } });
  expect(await (await second.fetch(new Request(polling, { headers }))).json()).toMatchObject({ status: "Ready" });
  const page = await (await second.fetch(new Request(`${origin}/store/piccaso-sandbox/providers`))).text();
  expect(page).toContain("flux-2-pro");
  await second.close();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});
