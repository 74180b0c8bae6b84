import { createHmac } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Session } from "@shopify/shopify-api";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { encryptSession } from "../../app/platform/shopify/session-storage.server.ts";
import { Decided, Outputs, Plan, ProductImages, Publication, Publishing, Quote, RunState, SkillForm, Skills, Started } from "../../extensions/shared/answers.ts";
import { signSessionToken } from "../../sandbox/shopify/tokens.ts";
import { build } from "../../scripts/build.ts";
import { createClient } from "../../scripts/demo/client.ts";
import { SkillsAnswer } from "../../scripts/demo/pages.ts";
import { secretsIn } from "../../scripts/start/database.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import { askApp, EXTENSION_ORIGIN, type ExtensionAnswer } from "../support/extension-client.ts";
import { SHOP } from "../support/world.ts";

const DATA = path.resolve(`.data/e2e-extensions-${process.pid}`);
const OWNER = "42";
const OPERATOR = "77";
const end = new AbortController();
let stack: Stack;
let secret: string;

beforeAll(async () => {
  await build();
  stack = await startStack({ root: process.cwd(), data: DATA, catalog: undefined, port: 0 });
  secret = secretsIn(path.join(DATA, "secrets.json"))("api-secret");
  await fetch(`${stack.url}/_sandbox/settings`, { method: "POST", body: JSON.stringify({ mediaMs: 20 }) });
});
afterAll(async () => {
  end.abort();
  await stack?.stop(true);
  fs.rmSync(DATA, { recursive: true, force: true });
});

const tokenOf = (userId: string, claims: Record<string, unknown> = {}) => signSessionToken("sandbox-api-key", secret, userId, claims);
const ask = (route: string, body?: object, userId = OWNER) => askApp(`${stack.appUrl}/extensions/${route}`, tokenOf(userId), body);

/** The result as the extensions read it, which their origin must be allowed to. */
function read<T>({ body, headers }: ExtensionAnswer, schema: { parse(value: unknown): T }): T {
  expect(headers.get("access-control-allow-origin")).toBe(EXTENSION_ORIGIN);
  if (!body.ok) throw new Error(body.error.say);
  return schema.parse(body.result);
}

const Shop = z.object({ products: z.array(z.object({ id: z.string(), media: z.array(z.object({ alt: z.string() })) })) });
const shop = async () => Shop.parse(await (await fetch(`${stack.url}/_sandbox/state`)).json()).products;
const firstProduct = async () => {
  const found = (await shop()).find(({ media }) => media.length > 0);
  if (!found) throw new Error("the shop has no product with media");
  return found;
};

test("a preflight is answered for the extensions' origin alone, and refusals can be read there too", async () => {
  for (const route of ["skills", "skills/00000000-0000-4000-8000-000000000000", "runs", "outputs", "publications", "product"]) {
    const preflight = (origin: string) => fetch(`${stack.appUrl}/extensions/${route}`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type" } });
    const allowed = await preflight(EXTENSION_ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(EXTENSION_ORIGIN);
    expect(allowed.headers.get("access-control-allow-headers")).toBe("Authorization, Content-Type");
    expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  }
  const missing = await ask("runs/00000000-0000-4000-8000-000000000000");
  expect([missing.status, missing.headers.get("access-control-allow-origin"), missing.body]).toEqual([404, EXTENSION_ORIGIN, { ok: false, error: { code: "not_found", say: "This run is not here any more." } }]);
  const wrong = await ask("runs", { versionId: "x" });
  expect([wrong.status, wrong.headers.get("access-control-allow-origin")]).toEqual([422, EXTENSION_ORIGIN]);
});

const OTHER = "other-shop.myshopify.com";
const OTHER_CLAIMS = { iss: `https://${OTHER}/admin`, dest: `https://${OTHER}` };

/** Installs the app in another shop: its token of Shopify is there already. */
async function installElsewhere(): Promise<void> {
  const id = `offline_${OTHER}`;
  const expires = new Date(Date.now() + 3_600_000);
  const session = Object.assign(new Session({ id, shop: OTHER, state: "", isOnline: false }), { accessToken: "shpat_other", scope: "read_products,write_products,write_files", expires });
  const client = new pg.Client({ connectionString: stack.database.url("piccaso") });
  await client.connect();
  try {
    await client.query(`insert into "ShopSession" ("id", "shop", "ciphertext", "expiresAt", "updatedAt") values ($1, $2, $3, $4, now())`, [id, OTHER, Buffer.from(encryptSession(session, Buffer.from(secretsIn(path.join(DATA, "secrets.json"))("session-key"), "base64"))), expires]);
  } finally {
    await client.end();
  }
}

test("without a token, with an old, a foreign or a forged one, nothing is answered but to try again", async () => {
  const past = Math.floor(Date.now() / 1000) - 600;
  await installElsewhere();
  const bad = [null, "not.a.token", tokenOf(OWNER, { exp: past, nbf: past - 60 }), tokenOf(OWNER, { aud: "another-app" }), signSessionToken("sandbox-api-key", "wrong", OWNER), tokenOf(OWNER, { dest: OTHER_CLAIMS.dest })];
  for (const token of bad) {
    const { status, headers, body } = await askApp(`${stack.appUrl}/extensions/skills`, token);
    expect([status, body.ok, headers.get("access-control-allow-origin")]).toEqual([401, false, EXTENSION_ORIGIN]);
    expect(headers.get("x-shopify-retry-invalid-session-request")).toBe("1");
  }
});

test("a product is quoted, run, watched, approved and published from its own page, and a person without the right to publish is told so", async () => {
  const { skillId } = await createClient(stack, end.signal).send("/skills", { do: "use", templateId: "white-square" }, SkillsAnswer);
  const product = await firstProduct();
  const { skills } = read(await ask("skills"), Skills);
  expect(skills.map(({ id }) => id)).toEqual([skillId]);
  const form = read(await ask(`skills/${skillId}`), SkillForm);
  const quote = read(await ask(`skills/${skillId}`, { versionId: form.versionId, productIds: [product.id], answers: {} }), Quote);
  expect(quote).toMatchObject({ products: 1, missingKeys: [], buys: false, maximumMicros: 0 });

  const order = { versionId: form.versionId, productIds: [product.id], answers: {}, requestKey: "extension-test-1", capMicros: quote.maximumMicros };
  const { runId } = read(await ask("runs", order), Started);
  expect(read(await ask("runs", order), Started).runId).toBe(runId);
  await expect.poll(async () => read(await ask(`runs/${runId}`), RunState), { timeout: 60_000, interval: 250 }).toMatchObject({ state: "done", awaiting: 1, left: 0 });

  const { outputs } = read(await ask(`outputs?run=${runId}`), Outputs);
  const image = await fetch(outputs[0]?.url ?? "");
  expect([image.status, image.headers.get("cross-origin-resource-policy")]).toEqual([200, "cross-origin"]);
  const ids = outputs.map(({ id }) => id);
  expect(read(await ask("outputs", { ids, decision: "approve" }), Decided).changed).toEqual(ids);

  const refused = await ask(`publications?outputs=${ids.join(",")}`, undefined, OPERATOR);
  expect([refused.status, refused.headers.get("access-control-allow-origin"), refused.body.ok ? "" : refused.body.error.code]).toEqual([403, EXTENSION_ORIGIN, "not_allowed"]);

  const plan = read(await ask(`publications?outputs=${ids.join(",")}`), Plan);
  const products = plan.products.map(({ productId, outputs: own }) => ({ productId, outputs: own }));
  const { publicationId } = read(await ask("publications", { products }), Publishing);
  await expect.poll(async () => read(await ask(`publications/${publicationId}`), Publication).state, { timeout: 60_000, interval: 250 }).toBe("published");
  expect((await shop()).find(({ id }) => id === product.id)?.media).toHaveLength(product.media.length + 1);
  const block = read(await ask(`product?id=${encodeURIComponent(product.id)}`), ProductImages);
  expect(block).toMatchObject({ awaiting: 0, newest: [{ id: ids[0] }], lastRun: { id: runId } });
  expect(block.newest[0]?.publishedAt).not.toBeNull();

  // A token of another shop is a good one, and sees nothing of this.
  const elsewhere = (route: string, body?: object) => askApp(`${stack.appUrl}/extensions/${route}`, tokenOf(OWNER, OTHER_CLAIMS), body);
  expect(read(await elsewhere("skills"), Skills).skills).toEqual([]);
  expect(read(await elsewhere(`product?id=${encodeURIComponent(product.id)}`), ProductImages)).toEqual({ newest: [], awaiting: 0, lastRun: null });
  expect(read(await elsewhere(`outputs?run=${runId}`), Outputs).outputs).toEqual([]);
  expect((await Promise.all([elsewhere(`skills/${skillId}`), elsewhere(`runs/${runId}`), elsewhere("runs", { ...order, requestKey: "extension-test-2" }), elsewhere(`publications/${publicationId}`)])).map(({ body }) => body.ok)).toEqual([false, false, false, false]);
  expect(read(await elsewhere("outputs", { ids, decision: "undo" }), Decided).changed).toEqual([]);
});

/** A step of a workflow as Flow sends it. */
function flow(body: object, { key = secret, tamper = "" } = {}): Promise<Response> {
  const raw = JSON.stringify(body);
  return fetch(`${stack.appUrl}/flow/run-skill`, { method: "POST", body: raw + tamper, headers: { "content-type": "application/json", "x-shopify-hmac-sha256": createHmac("sha256", key).update(raw).digest("base64") } });
}

test("a workflow's step runs a skill once however often it is sent, and says why it could not", async () => {
  const product = await firstProduct();
  const { skills } = read(await ask("skills"), Skills);
  const order = { shop_id: "1", shopify_domain: SHOP, action_run_id: "flow-run-0001", handle: "piccaso-run-skill", properties: { product_id: product.id.replace(/\D/g, ""), skill: skills[0]?.name ?? "" } };
  expect((await flow(order, { key: "wrong" })).status).toBe(401);
  expect((await flow(order, { tamper: " " })).status).toBe(401);
  expect((await fetch(`${stack.appUrl}/flow/run-skill`, { method: "POST", body: "{}" })).status).toBe(401);
  expect((await fetch(`${stack.appUrl}/flow/run-skill`)).status).toBe(405);

  const started = await flow(order);
  const { runId } = z.object({ runId: z.uuid() }).parse(await started.json());
  expect(started.status).toBe(200);
  expect(await (await flow(order)).json()).toEqual({ runId });
  await expect.poll(async () => read(await ask(`runs/${runId}`), RunState).state, { timeout: 60_000, interval: 250 }).toBe("done");

  const unknown = await flow({ ...order, action_run_id: "flow-run-0002", properties: { ...order.properties, skill: "No such skill" } });
  expect([unknown.status, await unknown.json()]).toEqual([404, { error: "No published skill is called “No such skill”. Write its name as it stands under Skills." }]);
  expect((await flow({ ...order, action_run_id: "flow-run-0003", properties: {} })).status).toBe(422);
  // Another shop has no such skill, and a shop that never installed the app has nothing.
  expect((await flow({ ...order, action_run_id: "flow-run-0004", shopify_domain: OTHER })).status).toBe(404);
  expect((await flow({ ...order, action_run_id: "flow-run-0005", shopify_domain: "never-here.myshopify.com" })).status).toBe(409);
});

test("a step that Flow sends five times at once is one run, and a shop that is slow or fails is asked about again later", async () => {
  const product = await firstProduct();
  const { skills } = read(await ask("skills"), Skills);
  const orderOf = (id: string) => ({ shopify_domain: SHOP, action_run_id: id, properties: { product_id: product.id, skill: skills[0]?.name ?? "" } });
  const faults = (...rules: object[]) => fetch(`${stack.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ rules }) });
  const runsOf = async (id: string) => {
    const client = new pg.Client({ connectionString: stack.database.url("piccaso") });
    await client.connect();
    return client.query(`select 1 from "Run" where "requestKey" = $1`, [`flow-${id}`]).then(({ rows }) => rows.length).finally(() => client.end());
  };

  const together = await Promise.all(Array.from({ length: 5 }, () => flow(orderOf("flow-run-0010"))));
  expect(together.map(({ status }) => status).filter((status) => status !== 200 && status !== 429)).toEqual([]);
  expect((await flow(orderOf("flow-run-0010"))).status).toBe(200);
  expect(await runsOf("flow-run-0010")).toBe(1);

  await faults({ match: "graphql", kind: "delay", ms: 9_500, times: 1 });
  const slow = await flow(orderOf("flow-run-0011"));
  expect([slow.status, slow.headers.get("retry-after")]).toEqual([429, "30"]);
  await expect.poll(async () => (await flow(orderOf("flow-run-0011"))).status, { timeout: 30_000, interval: 500 }).toBe(200);
  await expect.poll(() => runsOf("flow-run-0011")).toBe(1);

  await faults({ match: "graphql", kind: "500" });
  expect((await flow(orderOf("flow-run-0012"))).status).toBe(429);
  await faults();
  expect((await flow(orderOf("flow-run-0012"))).status).toBe(200);
  expect(await runsOf("flow-run-0012")).toBe(1);
});

test("a skill that buys is quoted before it is run, and cannot be run without a working key", async () => {
  const { skillId } = await createClient(stack, end.signal).send("/skills", { do: "use", templateId: "lifestyle-scene" }, SkillsAnswer);
  const product = await firstProduct();
  const { versionId, questions } = read(await ask(`skills/${skillId}`), SkillForm);
  const answers = Object.fromEntries(questions.flatMap((question) => (question.kind === "text" || question.kind === "choice" ? [[question.key, { kind: "text", text: question.value }]] : [])));
  const quote = read(await ask(`skills/${skillId}`, { versionId, productIds: [product.id], answers }), Quote);
  expect(quote.missingKeys).toHaveLength(1);
  expect([quote.buys, quote.maximumMicros >= quote.expectedMicros, quote.expectedMicros > 0]).toEqual([true, true, true]);
  const { status, headers, body } = await ask("runs", { versionId, productIds: [product.id], answers, requestKey: "extension-test-paid", capMicros: quote.maximumMicros });
  expect([status, headers.get("access-control-allow-origin"), body.ok ? "" : body.error.code]).toEqual([409, EXTENSION_ORIGIN, "no_key"]);
});
