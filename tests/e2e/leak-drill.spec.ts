import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { plainCatalog } from "../../sandbox/seed/plain-catalog.ts";
import { TRAFFIC_FILE } from "../../sandbox/traffic.ts";
import { listen } from "../../sandbox/listen.ts";
import { build } from "../../scripts/build.ts";
import { createClient } from "../../scripts/demo/client.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import { labelOf, liveWithKeys, mixRecords, publishMade, runThroughFaults, sendMalformed, takeFiles, type Acts } from "../support/leak-drill/acts.ts";
import { canary, MARK } from "../support/leak-drill/canaries.ts";
import { heapArgs, heapOf, memoryOf } from "../support/leak-drill/memory.ts";
import { database, databaseFiles, file, files, search, type Leak, type Place } from "../support/leak-drill/places.ts";
import { everyAddress, type Address } from "../support/leak-drill/routes.ts";
import { openTap, type Tap } from "../support/leak-drill/tap.ts";
import { askWithKeyInQuery, postEverywhere, postOversized, readAll } from "../support/leak-drill/visits.ts";
import { ENCODINGS, shapesOf } from "../support/leaks.ts";

const DATA = path.resolve(`.data/e2e-leaks-${process.pid}`);
const HEAPS = path.join(DATA, "heaps");
/** PostgreSQL's files are searched as a place of their own, and what the sandbox keeps is not ours. */
const ELSEWHERE = ["postgres", "sandbox", "heaps"];
const PRODUCTS = 8;

let stack: Stack;
let tap: Tap;
let acts: Acts & { readonly pool: pg.Pool };
const end = new AbortController();

beforeAll(async () => {
  await build();
  await plainCatalog(path.join(DATA, "catalog"), PRODUCTS);
  fs.mkdirSync(HEAPS);
  stack = await startStack({ root: process.cwd(), data: DATA, catalog: path.join(DATA, "catalog"), port: 0, settings: { LOG_LEVEL: "debug" }, webArgs: heapArgs(HEAPS) });
  tap = await openTap(stack.appUrl);
  acts = { app: createClient({ url: stack.url, appUrl: tap.url }, end.signal), pool: new pg.Pool({ connectionString: stack.database.url("piccaso"), max: 2 }), faults: (...rules) => sandbox("faults", { rules }) };
  await sandbox("settings", { fastPictures: true, providerMs: { min: 300, max: 900 }, requestsPerMinute: 100_000, tasksInFlight: 1_000, mediaMs: 50, keepTraffic: true });
});
afterAll(async () => {
  end.abort();
  tap?.close();
  await acts?.pool.end();
  await stack?.stop(true);
  fs.rmSync(DATA, { recursive: true, force: true });
});

const sandbox = async (route: string, body?: object): Promise<unknown> => (await fetch(`${stack.url}/_sandbox/${route}`, body ? { method: "POST", body: JSON.stringify(body) } : {})).json();
const strayKeys = async () => z.object({ leaks: z.array(z.unknown()) }).parse(await sandbox("ledger")).leaks;
const idsOf = async (sql: string) => z.array(z.record(z.string(), z.string())).parse((await acts.pool.query(sql)).rows);

/** Every address with what really is there, and the page of every item of every run. */
async function addressesOf(skillId: string, publicationId: string): Promise<{ readonly each: readonly Address[]; readonly items: readonly Address[] }> {
  const [image] = await idsOf(`select "workspaceId" as workspace, "hash" from "Image" limit 1`);
  const items = await idsOf(`select "runId", "id" as "itemId" from "Item"`);
  const known = { ...image, ...items[0], skillId, publicationId, "*": "nowhere" };
  return { each: everyAddress(known), items: items.map(({ runId, itemId }) => ({ path: `/app/runs/${runId}/items/${itemId}`, inside: true, page: true })) };
}

/** Ends the web process as a crash does and waits until the supervisor's next one has answered. */
async function restartWeb(): Promise<number> {
  const before = stack.services.web.pid();
  if (before) process.kill(before, "SIGKILL");
  await expect.poll(async () => stack.services.web.pid() !== before && (await fetch(`${stack.appUrl}/health/ready`).catch(() => undefined))?.ok, { timeout: 30_000, interval: 100 }).toBe(true);
  return stack.services.web.pid() ?? 0;
}

/** What web said to the browser. */
const said = (line: Tap): Place[] => line.heard.map(({ asked, pieces }) => ({ name: `answer to ${asked}`, pieces }));
/** What web and worker sent to Shopify, its CDN and the providers, but for a provider's own key. */
const sent = (): Place[] => [file(path.join(DATA, "sandbox", TRAFFIC_FILE))];
const stored = () => database(stack.database.url("piccaso"));
const everStored = async () => databaseFiles(stack.database.url("piccaso"));
/** Blobs, logs, secrets. */
const kept = () => files(DATA, ELSEWHERE);

test("keys go through every route, job, error and page, and no place that is ours holds one in any encoding", async () => {
  await liveWithKeys(acts);
  await sendMalformed(acts);
  await mixRecords(acts);
  const { skillId, end: endRuns } = await runThroughFaults(acts, () => process.kill(stack.services.worker.pid() ?? 0, "SIGKILL"));
  const publicationId = await publishMade(acts);

  const { each, items } = await addressesOf(skillId, publicationId);
  const visited = { appUrl: tap.url, sandboxUrl: stack.url };
  const stray = canary("openai", "stray");
  await postEverywhere(visited, each, stray);
  await postOversized(visited, { path: "/app/keys", inside: true, page: true }, stray);
  await askWithKeyInQuery({ ...visited, appUrl: stack.appUrl }, each, stray);
  await endRuns();
  expect(await readAll(visited, [...each, ...items])).toEqual([]);

  // A web process that was started after the keys were saved, and has served every page.
  const web = await restartWeb();
  expect(await readAll(visited, [...each, ...items])).toEqual([]);
  await takeFiles(acts);
  const snapshot = await heapOf(web, HEAPS);
  const heap = () => [file(snapshot)];

  expect(await strayKeys()).toEqual([]);
  const leaks: Leak[] = [];
  for (const places of [stored(), await everStored(), kept(), said(tap), sent(), heap(), memoryOf(web)]) leaks.push(...await search(places, MARK));
  expect(leaks).toEqual([]);

  // The same search sees what really is in these places.
  const label = labelOf("openai");
  const sessionKey = z.object({ "session-key": z.string() }).parse(JSON.parse(fs.readFileSync(path.join(DATA, "secrets.json"), "utf8")))["session-key"];
  const [workspace] = await idsOf(`select "id" from "Workspace"`);
  const seen = async (places: Iterable<Place> | AsyncIterable<Place>, secret: string) => (await search(places, secret)).map(({ place }) => place);
  expect(await seen(stored(), workspace?.["id"] ?? "")).toEqual(expect.arrayContaining(["\"Workspace\"", expect.stringMatching(/^queue\./)]));
  expect(await seen(await everStored(), label)).not.toEqual([]);
  expect(await seen(kept(), `"process":"worker"`)).toEqual([expect.stringMatching(/worker\.log$/)]);
  expect(await seen(said(tap), label)).toEqual(expect.arrayContaining(["answer to GET /app/keys", "answer to GET /app/keys.data", "answer to GET /app/keys/calls.csv"]));
  expect((await seen(said(tap), "text/event-stream")).filter((place) => place.endsWith("/events")).length).toBeGreaterThanOrEqual(3);
  expect(await seen(sent(), "/openai/v1/images/edits")).not.toEqual([]);
  expect(await seen(heap(), sessionKey)).not.toEqual([]);
  if (process.platform === "linux") expect(await seen(memoryOf(web), sessionKey)).not.toEqual([]);
}, 180_000);

const PLANTED = `sk-sandbox-planted-${randomUUID()}`;
const shapes = shapesOf(PLANTED);
/** One shape of each encoding; the last ones can stand in any text. */
const first = ENCODINGS.map((encoding) => shapes[encoding][0] ?? "");
const last = ENCODINGS.map((encoding) => shapes[encoding].at(-1) ?? "");
/** The planted leaks that are found, by encoding. */
const foundIn = async (places: Iterable<Place> | AsyncIterable<Place>) => [...new Set((await search(places, PLANTED)).map(({ encoding }) => encoding))].sort();
const ALL = [...ENCODINGS].sort();

test("a leak that is planted in the database is found, as text and as bytes, and in its files when the row is gone", async () => {
  await acts.pool.query(`create schema planted; create table planted.leak ("text" text, "bytes" bytea)`);
  await acts.pool.query(`insert into planted.leak ("text") select unnest($1::text[])`, [last]);
  expect(await foundIn(stored())).toEqual(ALL);
  await acts.pool.query("delete from planted.leak");
  expect(await foundIn(stored())).toEqual([]);
  await acts.pool.query(`insert into planted.leak ("bytes") values ($1)`, [Buffer.from(first.join("\n"))]);
  expect(await foundIn(stored())).toEqual(ALL);
  await acts.pool.query("drop schema planted cascade");
  expect(await foundIn(stored())).toEqual([]);
  expect(await foundIn(await everStored())).toEqual(ALL);
});

test.each(["blobs/planted", "logs/planted.log", "planted.json"])("a leak that is planted in %s is found", async (name) => {
  const worker = fs.readFileSync(path.join(DATA, "logs/worker.log"));
  fs.writeFileSync(path.join(DATA, name), Buffer.concat([worker, Buffer.from(first.join("\n")), worker]));
  expect(await foundIn(kept())).toEqual(ALL);
  fs.rmSync(path.join(DATA, name));
  expect(await foundIn(kept())).toEqual([]);
});

test("a leak that is planted in an answer to the browser is found, in its headers and its body", async () => {
  const leaking = await listen(0, () => "http://localhost", async (request) => new Response(request.url.endsWith("body") ? first.join("\n") : null, { headers: request.url.endsWith("header") ? { "x-planted": PLANTED } : {} }));
  const line = await openTap(`http://127.0.0.1:${leaking.port}`);
  await fetch(`${line.url}/header`);
  expect(await foundIn(said(line))).toEqual(["plain"]);
  await (await fetch(`${line.url}/body`)).text();
  expect(await foundIn(said(line))).toEqual(ALL);
  line.close();
  leaking.close();
});

test("a leak that is planted in a request to Shopify is found, and the sandbox tells of a plain one", async () => {
  await fetch(`${stack.url}/cdn/photo.jpg`, { headers: { "x-key": PLANTED } });
  expect(await strayKeys()).toMatchObject([{ path: "/cdn/photo.jpg", header: "x-key" }]);
  await fetch(`${stack.url}/admin/api/2026-10/graphql.json`, { method: "POST", body: last.join("\n") });
  expect(await foundIn(sent())).toEqual(ALL);
});

/** A process that holds planted leaks, as strings or in a Buffer, while it is searched. */
async function holding(how: "strings" | "buffer", use: (pid: number) => Promise<void>): Promise<void> {
  const program = `process.stdin.once("data", (bytes) => { globalThis.held = process.argv[1] === "strings" ? JSON.parse(bytes) : bytes; console.log("holds"); })`;
  const holder = spawn(process.execPath, [...heapArgs(HEAPS), "-e", program, how], { stdio: ["pipe", "pipe", "inherit"] });
  holder.stdin.write(how === "strings" ? JSON.stringify(first) : first.join("\n"));
  await once(holder.stdout, "data");
  await use(holder.pid ?? 0).finally(() => holder.kill());
}

test("a leak that is planted in a process is found: strings in its heap snapshot, a Buffer in its memory", async () => {
  await holding("strings", async (pid) => expect(await foundIn([file(await heapOf(pid, HEAPS))])).toEqual(ALL));
  await holding("buffer", async (pid) => expect(await foundIn(memoryOf(pid))).toEqual(process.platform === "linux" ? ALL : []));
});
