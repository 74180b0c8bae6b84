import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../app/platform/db/open.server.ts";
import { withSystem } from "../../app/platform/db/with-system.server.ts";
import { Prisma } from "../../app/platform/generated/prisma/client.ts";
import { callAsWorkspace, withWorkspace } from "../../app/platform/db/with-workspace.server.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const A = randomUUID();
const B = randomUUID();
let database: TestDatabase;
let db: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await openDatabase({ app: database.url("app"), system: database.url("system") }, log);
  for (const workspaceId of [A, B]) {
    await withWorkspace({ db, workspaceId }, async (tx) => {
      await tx.workspace.create({ data: { id: workspaceId, name: `of ${workspaceId}` } });
      await tx.folder.create({ data: { workspaceId, name: "Outputs" } });
    });
  }
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("every table with a workspaceId has forced row-level security with a check for writes", async () => {
  const bare = await database.look<{ relname: string }>(`
    select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspaceId' and not a.attisdropped
     where n.nspname = 'public' and c.relkind in ('r', 'p')
       and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polwithcheck is not null))`);
  expect(bare).toEqual([]);
});

test("a table without a workspaceId is on the list of tables that have none", async () => {
  const free = await database.look<{ relname: string }>(`
    select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspaceId') order by 1`);
  // Workspace is its own tenant and protected by its id; the others come before a workspace is known, or outlive it.
  expect(free.map(({ relname }) => relname)).toEqual(["Erasure", "Inbox", "Installation", "ShopPoints", "ShopSession", "WorkerBeat", "Workspace", "_prisma_migrations"]);
  const [workspace] = await database.look<{ forced: boolean }>(`select relrowsecurity and relforcerowsecurity as forced from pg_class where relname = 'Workspace'`);
  expect(workspace?.forced).toBe(true);
});

test("a workspace sees its own rows only, and none without being entered", async () => {
  const names = (workspaceId: string) => withWorkspace({ db, workspaceId }, async (tx) => (await tx.workspace.findMany()).map(({ id }) => id));
  expect(await names(A)).toEqual([A]);
  expect(await names(B)).toEqual([B]);
  expect(await names(randomUUID())).toEqual([]);
});

test("a row of another workspace cannot be written, moved or pointed to", async () => {
  const inA = <T>(use: Parameters<typeof withWorkspace<T>>[1]) => withWorkspace({ db, workspaceId: A }, use);
  await expect(inA((tx) => tx.folder.create({ data: { workspaceId: B, name: "x" } }))).rejects.toThrow(/row-level security/);
  await expect(inA((tx) => tx.folder.updateMany({ data: { workspaceId: B } }))).rejects.toThrow(/row-level security/);
  const foreign = await withWorkspace({ db, workspaceId: B }, (tx) => tx.folder.findFirstOrThrow());
  expect((await inA((tx) => tx.folder.updateMany({ where: { id: foreign.id }, data: { name: "taken" } }))).count).toBe(0);
  await expect(inA(async (tx) => {
    await tx.image.create({ data: { workspaceId: A, hash: "h", mime: "image/png", bytes: 1, width: 1, height: 1 } });
    await tx.asset.create({ data: { workspaceId: A, folderId: foreign.id, name: "x", hash: "h", source: "upload" } });
  })).rejects.toThrow(/[Ff]oreign key/);
});

test("two hundred interleaved transactions of two workspaces never see each other", async () => {
  const rounds = Array.from({ length: 200 }, (_unused, n) => (n % 2 ? A : B));
  const seen = await Promise.all(rounds.map((workspaceId) => withWorkspace({ db, workspaceId }, async (tx) => (await tx.folder.findMany()).every((folder) => folder.workspaceId === workspaceId))));
  expect(seen.every(Boolean)).toBe(true);
});

test("a function that is called as a workspace runs as that one, two hundred at once, and belongs to a transaction that is open", async () => {
  const rounds = Array.from({ length: 200 }, (_unused, n) => (n % 2 ? A : B));
  expect(await Promise.all(rounds.map((workspaceId) => callAsWorkspace({ db, workspaceId }, Prisma.sql`current_workspace()::text`)))).toEqual(rounds);
  expect(await withWorkspace({ db, workspaceId: A }, () => callAsWorkspace({ db, workspaceId: A }, Prisma.sql`current_workspace()::text`))).toBe(A);
  await expect(withWorkspace({ db, workspaceId: A }, () => callAsWorkspace({ db, workspaceId: B }, Prisma.sql`1`))).rejects.toThrow(/inside another/);
});

test("a workspace cannot be entered inside another one", async () => {
  await expect(withWorkspace({ db, workspaceId: A }, () => withWorkspace({ db, workspaceId: B }, async () => 1))).rejects.toThrow(/inside another/);
  expect(await withWorkspace({ db, workspaceId: A }, () => withWorkspace({ db, workspaceId: A }, (tx) => tx.folder.count()))).toBe(1);
});

test("the boot refuses a role that could bypass row-level security", async () => {
  await expect(openDatabase({ app: database.url("postgres"), system: database.url("system") }, log)).rejects.toThrow(/DATABASE_URL: the role postgres can bypass/);
});

test("the system role reads the named columns and nothing else of a workspace", async () => {
  const read = (sql: string) => withSystem(db, "dispatch", (tx) => tx.query(sql));
  await expect(read(`select "id", "pausedAt" from "Workspace"`)).resolves.toHaveLength(2);
  for (const sql of [`select "name" from "Workspace"`, `select * from "Asset"`, `select "product" from "Item"`, `select * from "Member"`, `select "draft" from "Skill"`]) {
    await expect(read(sql)).rejects.toThrow(/permission denied/);
  }
});

test("a connection that is lost in the middle fails its own transaction and nothing else", async () => {
  await expect(withSystem(db, "dispatch", async (tx) => {
    const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await database.look("select pg_terminate_backend($1)", [row?.pid]);
    // The server's farewell arrives between two statements.
    await new Promise((resolve) => { setImmediate(resolve); });
    await tx.query("select 1");
  })).rejects.toThrow(/terminat|connection/i);
  await expect(withSystem(db, "dispatch", (tx) => tx.query("select 1 as one"))).resolves.toEqual([{ one: 1 }]);
});

test("a published version can be read and never changed by the app", async () => {
  await expect(withWorkspace({ db, workspaceId: A }, (tx) => tx.skillVersion.updateMany({ data: { name: "other" } }))).rejects.toThrow(/permission denied/);
});
