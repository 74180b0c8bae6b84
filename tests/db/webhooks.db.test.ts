import { createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listFolders } from "../../app/features/assets/list-folders.server.ts";
import { uploadAsset } from "../../app/features/assets/upload-asset.server.ts";
import { deleteBytes } from "../../app/features/images/delete-bytes.server.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { getWorkspace } from "../../app/features/accounts/get-workspace.server.ts";
import { receiveWebhooks } from "../../app/features/privacy/receive-webhooks.server.ts";
import { openWebhookDoor } from "../../app/features/privacy/webhook-door.server.ts";
import { Secret } from "../../app/core/secret.ts";
import { verifyWebhook } from "../../app/platform/shopify/webhook.server.ts";
import { withWorkspace } from "../../app/platform/db/with-workspace.server.ts";
import { openQueue } from "../../app/platform/queue/queue.server.ts";
import { picture } from "../support/picture.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await createWorld({ shelf: "sandbox" }); });
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
  const [known] = await receiveWebhooks(world.context, world.context.queue.send, [verdict.webhook]);
  await world.runJobs();
  if (known === "known") return known;
  const [row] = await world.database.look<{ outcome: string }>(`select "outcome" from "Inbox" where "webhookId" = $1`, [verdict.webhook.webhookId]);
  return row?.outcome ?? "not handled";
}
const uninstalled = { id: 1, myshopify_domain: SHOP, domain: SHOP };

test("what was asked about a customer of another shop, or of a shop that is not here, finds nothing here", async () => {
  const customer = { id: 7, email: "canary@example.com", phone: null };
  expect(await deliver("customers/redact", { shop_id: 2, shop_domain: "other.myshopify.com", customer })).toContain("names another shop");
  expect(await deliver("customers/redact", { shop_id: 2, shop_domain: "other.myshopify.com", customer }, { "x-shopify-shop-domain": "other.myshopify.com" })).toBe("done: none held");
  expect(await world.database.look(`select "shop" from "Erasure"`)).toEqual([{ shop: world.context.blind("other.myshopify.com") }]);
  expect(await world.database.look(`select 1 from "Inbox" where "shop" like '%other%' or "body" is not null`)).toEqual([]);
});

test("a product that changed is remembered by its number alone, through the door as Shopify sends it", async () => {
  const product = { id: 1001, admin_graphql_api_id: "gid://shopify/Product/1001", updated_at: "2026-11-29T10:00:00Z", vendor: "canary" };
  expect(await deliver("products/update", product)).toBe("done: it is read again");
  expect(await deliver("products/delete", { id: 1002 })).toBe("done: it is read again");
  expect(await deliver("bulk_operations/finish", { admin_graphql_api_id: "gid://shopify/BulkOperation/1", status: "completed" })).toBe("ignored: not the operation that is waited for");
  expect(await world.database.look(`select "productId"::text from "CatalogChange" order by 1`)).toEqual([{ productId: "1001" }, { productId: "1002" }]);
});

test("scopes are what Shopify says, whatever a relabelled body claims", async () => {
  expect(await deliver("app/scopes_update", { current: ["read_customers"] })).toBe("done: scopes updated");
  expect(await world.database.look(`select "scopes" from "Shop"`)).toEqual([{ scopes: "read_products,write_products,write_files" }]);
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

test("the jobs of a workspace go from the queue, also the one that a worker holds, and those of others stay", async () => {
  const queue = await openQueue(world.database.url("queue"), "web", world.context.log);
  try {
    const other = randomUUID();
    await withWorkspace(world.at, (tx) => queue.send(tx, "verify-key", [{ workspaceId: world.at.workspaceId }, { workspaceId: world.at.workspaceId }, { workspaceId: other }]));
    await queue.boss.fetch("verify-key");
    expect(await queue.forget(world.at.workspaceId)).toBe(2);
    expect(await world.database.look(`select data->>'workspaceId' as of from queue.job where name = 'verify-key'`)).toEqual([{ of: other }]);
  } finally {
    await queue.close();
  }
});

test("shop/redact erases every row, image, job and token of the shop: nowhere in the database or the files is its name or one of its ids", async () => {
  const { workspaceId } = world.at;
  await fill();
  const [member] = await world.database.look<{ id: string }>(`select "id"::text from "Member"`);
  expect(fs.existsSync(path.join(world.blobFolder, workspaceId))).toBe(true);
  await world.control("webhooks/app/uninstalled", {});
  expect(await deliver("app/uninstalled", uninstalled)).toBe("done: disconnected");
  expect(await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP })).toBe("done: erased");
  // A worker that still held an item of it wrote once more.
  await world.context.blobs.put(workspaceId, "late", new Uint8Array([1]));
  await deleteBytes(world.context);
  world.pass(3_600_001);
  await deleteBytes(world.context);
  const dump = await everything();
  for (const trace of [SHOP, workspaceId, member?.id ?? "?", "Studio Nord", "shop@example.com"]) expect(dump, trace).not.toContain(trace);
  expect(fs.existsSync(path.join(world.blobFolder, workspaceId))).toBe(false);
  expect(await world.database.look(`select "finding", "counts" from "Erasure" where "topic" = 'shop/redact'`)).toEqual([{ finding: "erased", counts: { sessions: 0, skills: 1, items: 0, images: 1, assets: 1, keys: 1, jobs: 0 } }]);
});

/** An image and an API key, both with the shop's name on them. */
async function fill(): Promise<void> {
  const [folder] = await listFolders(world.at);
  await uploadAsset(world.at, { folderId: folder?.id ?? "", file: new File([new Uint8Array(await picture(64, 64))], "hat of Studio Nord.png", { type: "image/png" }) });
  await addKey({ ...world.at, vault: world.webVault }, { provider: "openai", label: "Studio Nord", key: new Secret("sk-sandbox-openai-0001") });
}

/** Every row of every table, the queue's too, as text. */
async function everything(): Promise<string> {
  const tables = await world.database.look<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'queue') and c.relkind in ('r', 'p')`);
  const rows: unknown[] = [];
  for (const { name } of tables) rows.push(await world.database.look(`select to_jsonb(t) from ${name} t`));
  return JSON.stringify(rows);
}

test("webhooks that arrive together share a commit, a copy among them is stored once, and one that cannot be stored fails alone", async () => {
  const arrive = (webhookId: string, body: Readonly<Record<string, unknown>> = {}) => ({ webhookId, topic: "app/scopes_update", shop: SHOP, triggeredAt: new Date(), body, bodyHash: webhookId });
  let commits = 0;
  const door = openWebhookDoor(world.context, async () => { commits += 1; });
  const ids = Array.from({ length: 50 }, () => randomUUID());
  await Promise.all([...ids, ...ids].map((id) => door(arrive(id))));
  expect(commits).toBe(2);
  expect(await world.database.look(`select 1 from "Inbox" where "webhookId" = any($1)`, [ids])).toHaveLength(50);
  const results = await Promise.allSettled([door(arrive("first")), door(arrive("zero", { current: ["a\u0000b"], domain: "\u0000" })), door({ ...arrive("x"), topic: "\u0000" }), door(arrive("good"))]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});
