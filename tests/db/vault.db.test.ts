import { afterAll, beforeAll, expect, test } from "vitest";
import { openerOf, sealerOf } from "../../app/core/ports/vault.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { removeKey } from "../../app/features/keys/remove-key.server.ts";
import { rewrapKeys } from "../../app/features/keys/rewrap-keys.server.ts";
import { Secret } from "../../app/core/secret.ts";
import { openVault, type OpenVault } from "../../app/platform/kms/open-vault.server.ts";
import { makeSelfTest } from "../../app/platform/kms/self-test.ts";
import { newKeyPair } from "../../app/platform/kms/x25519.ts";
import { modelCatalog } from "../../app/providers/catalog.ts";
import { providerRegistry } from "../../app/providers/registry.ts";
import { arnOf } from "../../sandbox/kms/key.ts";
import { FIRST_KEY } from "../../sandbox/kms/operations.ts";
import { listen } from "../../sandbox/listen.ts";
import { createSandbox } from "../../sandbox/server.ts";
import { openState } from "../../sandbox/state.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { CANARY, CONTEXT, signedBy } from "../support/kms.ts";
import { createWorld, type World } from "../support/world.ts";

const clock = { now: () => new Date() };
let database: TestDatabase;
let world: World;
beforeAll(async () => {
  world = await createWorld();
  database = await createTestDatabase(true);
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

test("a record that web seals is stored as JSON, opens in the worker, and nowhere in the database stands the key", async () => {
  const sealed = await sealerOf(world.webVault).seal(new Secret(CANARY), CONTEXT);
  await world.database.look(`create table vault_check (stored jsonb)`);
  await world.database.look(`insert into vault_check values ($1)`, [JSON.stringify(sealed)]);
  const [row] = await world.database.look<{ stored: unknown; text: string }>(`select stored, stored::text as text from vault_check`);
  expect(row?.text).not.toContain("canary");
  expect(await openerOf(world.context.vault).open(row?.stored, CONTEXT, async (value) => value)).toBe(CANARY);
});

test("the sandbox's KMS keeps its keys through a restart and a reset of the shop", async () => {
  const sandbox = async () => {
    const state = await openState(database.url("postgres"));
    // A shop that is there already is not filled: only the KMS is looked at here.
    if (state.products.all().length === 0) await state.products.put("gid://shopify/Product/1", { id: "gid://shopify/Product/1", title: "Cup", handle: "cup", status: "ACTIVE", vendor: "", type: "", tags: [], description: "", collections: [], media: [], variants: [], metafields: [], updatedAt: "2026-01-01T00:00:00.000Z" });
    await state.close();
    let port = 0;
    const origin = () => `http://127.0.0.1:${port}`;
    const opened = await createSandbox({ databaseUrl: database.url("postgres"), folder: world.blobFolder, apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:9", origin });
    const listening = await listen(0, origin, opened.fetch);
    port = listening.port;
    return { endpoint: `${origin()}/kms`, close: async () => { listening.close(); await opened.close(); } };
  };
  const settings = (endpoint: string) => ({ driver: "aws", bootCheck: "refuse", keyId: arnOf(FIRST_KEY), endpoint }) as const;

  const first = await sandbox();
  const web: OpenVault = await openVault({ ...settings(first.endpoint), role: "web" }, clock, signedBy("sandbox-web"));
  const sealed = await sealerOf(web.vault).seal(new Secret(CANARY), CONTEXT);
  const selfTest = await makeSelfTest(sealerOf(web.vault));
  web.close();
  await first.close();
  const state = await openState(database.url("postgres"));
  await state.clear();
  await state.close();

  const second = await sandbox();
  const worker = await openVault({ ...settings(second.endpoint), role: "worker", formerKeyIds: [], selfTest }, clock, signedBy("sandbox-worker"));
  expect(await openerOf(worker.vault).open(sealed, CONTEXT, async (value) => value)).toBe(CANARY);
  worker.close();
  await second.close();
});

test("a new KMS key: every sealed key comes under it with its progress told, the former one opens nothing any more, and doing it again moves nothing", async () => {
  const [former, newest] = [newKeyPair(), newKeyPair()];
  const under = (role: "web" | "worker", pair: typeof former, formers: readonly typeof former[] = []) => openVault(role === "web"
    ? { driver: "local", role, bootCheck: "refuse", publicKey: pair.publicKey }
    : { driver: "local", role, bootCheck: "refuse", privateKey: new Secret(pair.privateKey), formerPrivateKeys: formers.map(({ privateKey }) => new Secret(privateKey)), selfTest: undefined }, clock);
  const web = await under("web", former);
  const at = { ...world.at, providers: providerRegistry, models: modelCatalog, vault: web.vault };
  const secrets = ["sk-rewrap-canary-0001", "sk-rewrap-canary-0002", "sk-rewrap-canary-0003"];
  const keys: { keyId: string }[] = [];
  for (const secret of secrets) keys.push(await addKey(at, { provider: "openai", label: secret.slice(-4), key: new Secret(secret) }));
  await removeKey(at, { keyId: keys[2]?.keyId ?? "" });

  const both = await under("worker", newest, [former]);
  const told: string[] = [];
  const rotated = await rewrapKeys({ ...world.context, vault: both.vault }, ({ done, total }) => told.push(`${done}/${total}`));
  expect(rotated).toEqual({ total: 2, moved: 2, unreadable: [] });
  expect(told).toEqual(["1/2", "2/2"]);
  expect(await rewrapKeys({ ...world.context, vault: both.vault }, () => undefined)).toMatchObject({ moved: 0 });

  const [alone, old] = [await under("worker", newest), await under("worker", former)];
  const rows = await world.database.look<{ id: string; record: unknown }>(`select "id"::text, "record" from "ProviderKey" where "state" <> 'removed' order by "createdAt"`);
  const context = (keyId: string) => ({ workspaceId: world.at.workspaceId, keyId, provider: "openai", version: 1 });
  for (const [index, { id, record }] of rows.entries()) {
    expect(await openerOf(alone.vault).open(record, context(id), async (value) => value)).toBe(secrets[index]);
    await expect(openerOf(old.vault).open(record, context(id), async (value) => value)).rejects.toMatchObject({ code: "key_unreadable" });
  }
  const { moved, unreadable } = await rewrapKeys({ ...world.context, vault: old.vault }, () => undefined);
  expect({ moved, unreadable: unreadable.map(({ keyId }) => keyId).sort() }).toEqual({ moved: 0, unreadable: rows.map(({ id }) => id).sort() });
  for (const { close } of [web, both, alone, old]) close();
});
