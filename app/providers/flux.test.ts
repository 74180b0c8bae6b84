import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startProviders, type Providers } from "#tests/support/providers.ts";
import { callTo, imageRequest, KEYS, sentPicture, textRequest } from "#tests/support/provider-call.ts";
import { startStorm, type Storm } from "#tests/support/storm.ts";
import type { Outcome, ProviderCall, Ticket } from "#app/core/provider.ts";
import { flux } from "./flux.ts";

const MODEL = "flux/2-pro";
let world: Providers;
let storm: Storm | undefined;
beforeAll(async () => { world = await startProviders({ fastPictures: true }); });
afterAll(() => world.close());
afterEach(() => {
  world.faults();
  storm?.close();
  expect(world.parts.providers.leaks).toEqual([]);
});
const here = () => callTo(`${world.origin}/bfl`, MODEL);
const poll = async (ticket: Ticket, call: ProviderCall) => (await flux.poll?.(ticket, call)) ?? expect.fail("no poll");
const ticketOf = (outcome: Outcome) => (outcome.state === "pending" ? outcome.ticket : expect.fail(JSON.stringify(outcome)));
const until = async (ticket: Ticket, call: ProviderCall) => {
  let outcome = await poll(ticket, call);
  for (let asked = 0; outcome.state === "pending" && asked < 500; asked += 1) outcome = await poll(outcome.ticket, call);
  return outcome;
};
const answering = async (answer: Parameters<typeof startStorm>[0]) => {
  storm = await startStorm(answer);
  return storm.origin;
};
const submitted = (cost: unknown, pollingUrl?: string) => answering((response, request) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "t1", polling_url: pollingUrl ?? `http://${request.headers.host ?? ""}/v1/get_result?id=t1`, cost })));

test("a ticket is taken up again by another process, and the result is fetched without the key", async () => {
  const first = await flux.submit(imageRequest({ seed: 7, references: [await sentPicture(64)], quality: "high" }), here());
  expect(first).toMatchObject({ state: "pending", pollAfterMs: 2000, costMicros: 45_000 });
  const call = here();
  const outcome = await until(JSON.parse(JSON.stringify(ticketOf(first))), call);
  expect(outcome).toMatchObject({ state: "done", made: { usage: null, costMicros: 45_000, warnings: [expect.stringContaining("quality")] } });
  expect(call.asked.at(-1)).toMatchObject({ address: expect.stringContaining("/bfl-delivery/"), withKey: false });
});

test.each([[3, 30_000], [3.3, 33_000], [0.00001, 1], [0, 0], [4.5, 45_000], [1.005, 10_050], [null, null], ["three", null], [-1, null], [1e12, null]])("%s credits are %s micro-dollars, rounded up", async (cost, micros) => {
  expect(await flux.submit(imageRequest(), callTo(await submitted(cost), MODEL))).toMatchObject({ state: "pending", costMicros: micros });
});

test.each(["https://results.example.org/v1/get_result?id=1", "http://169.254.169.254/v1", "https://api.bfl.ai.evil.example/x", "https://delivery-eu1.bfl.ai/x", "https://evil.example/api.eu.bfl.ai", "http://api.eu.bfl.ai/x", "https://user@api.eu.bfl.ai/x", "nonsense"])("a polling address of %s is never asked, and what it cost is kept", async (address) => {
  const call = callTo(await submitted(3, address), MODEL);
  expect(await flux.submit(imageRequest(), call)).toMatchObject({ state: "corrupt", costMicros: 30_000 });
  expect(call.asked).toHaveLength(1);
  const forged = await poll({ id: "1", url: address, at: Date.now() }, call);
  expect(forged.state).toBe("corrupt");
  expect(call.asked).toHaveLength(1);
});

test("a region of BFL's own is a polling address", async () => {
  expect(await flux.submit(imageRequest(), callTo(await submitted(3, "https://api.us1.bfl.ai/v1/get_result?id=1"), MODEL))).toMatchObject({ state: "pending", ticket: { url: "https://api.us1.bfl.ai/v1/get_result?id=1" } });
});

test.each(["foreign-result-host", "private-result-address"] as const)("%s in the answer to a submit sends the key nowhere", async (kind) => {
  world.faults({ match: "bfl", operation: "submit", kind });
  const call = here();
  expect(await flux.submit(imageRequest(), call)).toMatchObject({ state: "corrupt", costMicros: 30_000 });
  expect(call.asked).toHaveLength(1);
});

test.each([["stall", "pending"], ["503", "pending"], ["429", "pending"], ["huge-body", "corrupt"], ["gzip-bomb", "corrupt"], ["html", "corrupt"], ["zero-bytes", "corrupt"], ["mislabelled-image", "corrupt"], ["expired-result", "corrupt"]] as const)("%s on the way of a result ends as %s: it was paid for, so it is asked again where that helps", async (kind, state) => {
  const ticket = ticketOf(await flux.submit(imageRequest(), here()));
  await Promise.all(world.parts.providers.drawing.values());
  world.faults({ match: "bfl", operation: "deliver", kind, ms: 60_000 });
  const outcome = await poll(ticket, callTo(`${world.origin}/bfl`, MODEL, { timeoutMs: kind === "stall" ? 500 : 20_000 }));
  expect(outcome).toMatchObject({ state, costMicros: 30_000 });
  if (outcome.state !== "pending") return;
  world.faults();
  expect((await until(outcome.ticket, here())).state).toBe("done");
});

test.each([[429, "pending"], [500, "pending"], [503, "pending"], [401, "unknown"], [403, "unknown"], [404, "unknown"]])("status %s to a poll never looks like a call that was not charged", async (status, state) => {
  const origin = await answering((response) => response.writeHead(status).end("{}"));
  expect((await poll({ id: "1", url: `${origin}/v1/get_result?id=1`, at: Date.now(), cost: 30_000 }, callTo(origin, MODEL))).state).toBe(state);
});

test.each([["the poll", "/v1/get_result?id=1"], ["the result", "/sample"]])("a pause that BFL asks for at %s is kept before it is asked again", async (_name, limited) => {
  const origin: string = await answering((response, { url }) => {
    if (url === limited) response.writeHead(429, { "content-type": "application/json" }).end(JSON.stringify({ detail: "slow", retry_after: 9 }));
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "1", status: "Ready", result: { sample: `${origin}/sample` } }));
  });
  expect(await poll({ id: "1", url: `${origin}/v1/get_result?id=1`, at: 0, cost: 30_000 }, callTo(origin, MODEL, { now: () => 0 }))).toMatchObject({ state: "pending", pollAfterMs: 9000, costMicros: 30_000 });
});

test("a result on BFL's own host whose name leads to a private address is not fetched, and what it cost is kept", async () => {
  const origin = await answering((response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "1", status: "Ready", result: { sample: "https://delivery-eu1.bfl.ai/x.png" } })));
  const looked: string[] = [];
  const call = callTo(origin, MODEL, { resolve: async (host) => { looked.push(host); return ["10.0.0.7"]; } });
  expect(await poll({ id: "1", url: `${origin}/v1/get_result?id=1`, at: Date.now(), cost: 30_000 }, call)).toMatchObject({ state: "corrupt", costMicros: 30_000 });
  expect(looked).toEqual(["delivery-eu1.bfl.ai"]);
  expect(call.asked.at(-1)?.withKey).toBe(false);
});

test("a task that never ends is given up after ten minutes, and is asked for at fixed times that become rarer", async () => {
  const origin = await answering((response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "1", status: "Pending" })));
  const after = (ms: number) => poll({ id: "1", url: `${origin}/x`, at: 0 }, callTo(origin, MODEL, { now: () => ms }));
  expect(await Promise.all([0, 300, 2020, 2510, 5200, 61_000].map(after))).toMatchObject([2000, 1700, 480, 490, 800, 1000].map((pollAfterMs) => ({ state: "pending", pollAfterMs })));
  expect(await after(600_001)).toMatchObject({ state: "unknown" });
});

test.each([
  [401, { detail: "Not authenticated" }, { state: "bad-key" }], [403, { detail: "Not authenticated - Invalid Authentication" }, { state: "bad-key" }], [403, { detail: "This model is not for you" }, { state: "not-permitted", why: "This model is not for you" }],
  [402, { detail: "Insufficient credits" }, { state: "no-quota", untilMs: null }], [422, { detail: [{ msg: "width: a multiple of 16" }, { msg: "prompt: too long" }] }, { state: "invalid-request", why: "width: a multiple of 16; prompt: too long" }],
  [429, { detail: "slow", retry_after: 9 }, { state: "rate-limited", untilMs: 9000 }], [429, { retry_after: "never" }, { state: "rate-limited", untilMs: 15_000 }],
])("status %s with %j is told for what it is", async (status, body, outcome) => {
  const origin = await answering((response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  expect(await flux.submit(imageRequest(), callTo(origin, MODEL, { now: () => 0 }))).toMatchObject(outcome);
});

test("a check says how many credits are left, and that none are", async () => {
  expect(await flux.verify(callTo(`${world.origin}/bfl`, MODEL, { key: `${KEYS.flux}-fresh` }))).toEqual({ state: "works", note: "10,000 credits left" });
  expect(await flux.verify(callTo(`${world.origin}/bfl`, MODEL, { key: `${KEYS.flux}-noquota` }))).toEqual({ state: "no-quota" });
});

test("a text is not asked of a model that makes images", async () => {
  const call = here();
  expect((await flux.submit(textRequest(), call)).state).toBe("invalid-request");
  expect(call.asked).toEqual([]);
});
