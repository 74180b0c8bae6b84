import { createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { getWorkspace } from "../../app/features/accounts/get-workspace.server.ts";
import { receiveWebhook } from "../../app/features/privacy/receive-webhook.server.ts";
import { Secret } from "../../app/core/secret.ts";
import { verifyWebhook } from "../../app/platform/shopify/webhook.server.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await createWorld(); });
afterAll(() => world.close());

/** A delivery as Shopify makes it, through the door and into the inbox, with its job run. */
async function deliver(topic: string, body: object, headers: Record<string, string> = {}): Promise<string> {
  const raw = JSON.stringify(body);
  const request = new Request("https://app.example/webhooks/shopify", {
    method: "POST", body: raw,
    headers: { "x-shopify-topic": topic, "x-shopify-shop-domain": SHOP, "x-shopify-webhook-id": randomUUID(), "x-shopify-triggered-at": new Date().toISOString(), "x-shopify-hmac-sha256": createHmac("sha256", "secret").update(raw).digest("base64"), ...headers },
  });
  const verdict = await verifyWebhook(request, [new Secret("secret")]);
  if (!verdict.ok) return String(verdict.status);
  const known = await receiveWebhook(world.context.db, world.context.queue.send, verdict.webhook);
  await world.runJobs();
  if (known === "known") return known;
  const [row] = await world.database.look<{ outcome: string }>(`select "outcome" from "Inbox" where "webhookId" = $1`, [verdict.webhook.webhookId]);
  return row?.outcome ?? "not handled";
}
const uninstalled = { id: 1, myshopify_domain: SHOP, domain: SHOP };

test("customers' topics leave evidence that none is held, and their bodies are never stored", async () => {
  const body = { shop_id: 1, shop_domain: SHOP, customer: { id: 7, email: "canary@example.com" }, data_request: { id: 9999 }, orders_requested: [1] };
  expect(await deliver("customers/data_request", body)).toBe("done: none held");
  expect(await deliver("customers/redact", body)).toBe("done: none held");
  const dump = JSON.stringify(await world.database.look(`select * from "Inbox"`));
  expect(dump).not.toContain("canary");
  expect(await world.database.look(`select "topic", "requestId" from "Erasure" order by "topic"`)).toEqual([{ topic: "customers/data_request", requestId: "9999" }, { topic: "customers/redact", requestId: null }].map((row) => expect.objectContaining({ topic: row.topic })));
});

test("the same delivery twice is stored once", async () => {
  const id = randomUUID();
  const at = new Date().toISOString();
  const headers = { "x-shopify-webhook-id": id, "x-shopify-triggered-at": at };
  expect(await deliver("app/scopes_update", { current: ["read_products"] }, headers)).toBe("done: scopes updated");
  expect(await deliver("app/scopes_update", { current: ["read_products"] }, headers)).toBe("known");
  expect(await deliver("app/scopes_update", { current: ["read_products"] }, { ...headers, "x-shopify-webhook-id": randomUUID() })).toBe("known");
});

test("a topic that destroys does nothing when its body names another shop, or while the shop is connected", async () => {
  expect(await deliver("shop/redact", { shop_id: 1, shop_domain: "other.myshopify.com" })).toContain("names another shop");
  expect(await deliver("app/uninstalled", { ...uninstalled, myshopify_domain: "other.myshopify.com", domain: "other.myshopify.com" })).toContain("names another shop");
  expect(await deliver("app/uninstalled", uninstalled)).toBe("ignored: the shop is still connected");
  expect(await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP })).toBe("ignored: the shop is still connected");
  expect((await getWorkspace(world.at)).paused).toBe(false);
});

test("an uninstall pauses and keeps everything, a reinstall goes on, and a late redact after it does nothing", async () => {
  await createSkill(world.at, { templateId: "white-square" });
  await world.control("webhooks/app/uninstalled", {});
  expect(await deliver("app/uninstalled", uninstalled)).toBe("done: disconnected");
  expect((await getWorkspace(world.at)).paused).toBe(true);
  expect(await world.database.look(`select 1 from "ShopSession"`)).toEqual([]);
  const again = await world.enter("42");
  expect(again.workspaceId).toBe(world.at.workspaceId);
  expect((await getWorkspace(again)).paused).toBe(false);
  expect(await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP }, { "x-shopify-triggered-at": new Date(Date.now() - 3_600_000).toISOString() })).toMatch(/ignored/);
  expect(await world.database.look(`select count(*)::int as n from "Skill"`)).toEqual([{ n: 1 }]);
});

test("shop/redact erases every row, image and token of the shop, and leaves evidence without personal data", async () => {
  await world.control("webhooks/app/uninstalled", {});
  expect(await deliver("app/uninstalled", uninstalled)).toBe("done: disconnected");
  expect(await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP })).toBe("done: erased");
  const tables = await world.database.look<{ name: string }>(`select relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspaceId' where c.relkind = 'r' and relname <> 'BlobDeletion'`);
  for (const { name } of tables) expect(await world.database.look(`select 1 from "${name}"`), name).toEqual([]);
  expect(await world.database.look(`select 1 from "Workspace" union all select 1 from "ShopSession"`)).toEqual([]);
  expect(fs.existsSync(path.join(world.blobFolder, world.at.workspaceId))).toBe(false);
  expect(await world.database.look(`select "finding" from "Erasure" where "topic" = 'shop/redact'`)).toEqual([{ finding: "erased" }]);
});
