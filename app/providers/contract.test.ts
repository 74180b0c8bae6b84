import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { FAULT_KINDS, type Kind } from "#sandbox/fault-kinds.ts";
import { nobody, startStorm, type Storm } from "#tests/support/storm.ts";
import { picture } from "#tests/support/picture.ts";
import { subjects, type Stand, type Subject } from "#tests/support/provider-subjects.ts";
import { formsOf, spiedLine, type SpiedLine } from "#tests/support/spied-line.ts";
import type { ImageRequest, Outcome, ProviderCall } from "#app/core/provider.ts";
import { costOf } from "#app/core/price.ts";
import { createDecodePool, type DecodePool } from "#app/platform/decode/pool.server.ts";

const MOST = 4_000_000;
const QUICK_MS = 1000;
const AMPLE_MS = 20_000;
const NOW = Date.UTC(2026, 10, 22, 12);
/** What each kind of fault must come out as, and how often it is charged. */
const ENDS: Readonly<Partial<Record<Kind, { state: Outcome["state"]; charged: 0 | 1 }>>> = {
  "delay": { state: "done", charged: 1 }, "429": { state: "rate-limited", charged: 0 }, "500": { state: "overloaded", charged: 0 }, "503": { state: "overloaded", charged: 0 },
  "drop-before-charge": { state: "unknown", charged: 0 }, "lost-answer": { state: "unknown", charged: 1 },
  "stall": { state: "unknown", charged: 1 }, "drip": { state: "unknown", charged: 1 },
  "huge-body": { state: "corrupt", charged: 1 }, "gzip-bomb": { state: "corrupt", charged: 1 }, "html": { state: "corrupt", charged: 1 },
  "no-image": { state: "corrupt", charged: 1 }, "missing-field": { state: "corrupt", charged: 1 }, "zero-bytes": { state: "corrupt", charged: 1 }, "junk-base64": { state: "corrupt", charged: 1 },
  "mislabelled-image": { state: "corrupt", charged: 1 },
  // Found by decoding.
  "truncated-image": { state: "corrupt", charged: 1 }, "bomb-image": { state: "corrupt", charged: 1 },
  "echo-key": { state: "invalid-request", charged: 0 },
  "foreign-result-host": { state: "corrupt", charged: 1 }, "private-result-address": { state: "corrupt", charged: 1 },
  "never-ready": { state: "pending", charged: 1 }, "expired-result": { state: "corrupt", charged: 1 },
};

let desk: DecodePool;
beforeAll(() => { desk = createDecodePool({ children: 1, timeoutMs: 15_000, memoryMb: 900 }); });
afterAll(() => desk.close());

/** An outcome as the journal takes it: what was made counts only once the image desk has decoded it. */
async function verified(outcome: Outcome): Promise<Outcome> {
  if (outcome.state !== "done") return outcome;
  const { images, usage, costMicros } = outcome.made;
  return Promise.all(images.map((bytes) => desk.verify(bytes))).then(() => outcome, () => ({ state: "corrupt", why: "no image", usage, costMicros }));
}

const kindsOf = ({ place }: Subject) => Object.entries(ENDS).flatMap(([kind, end]) => {
  const known = Object.keys(FAULT_KINDS).find((one): one is Kind => one === kind);
  const where = known && (place ? FAULT_KINDS[known].where[place] : (FAULT_KINDS[known].where.openai));
  return known && where ? [{ kind: known, ...end }] : [];
});

test("the table knows every fault that can strike a provider", () => {
  const kinds = Object.entries(FAULT_KINDS).flatMap(([kind, { where }]) => (where.openai ?? where.gemini ?? where.bfl ? [kind] : []));
  // Moderation differs in whether it is charged, and has a test of its own.
  expect(kinds.filter((kind) => kind !== "moderated" && !(kind in ENDS))).toEqual([]);
});

describe.each(subjects)("the adapter of $provider.title", (subject) => {
  const { provider, model, keyStart } = subject;
  const key = `${keyStart}Zq81RtWmPx55LkVuJ2`;
  let stand: Stand;
  let before = { micros: 0, count: 0 };
  let storm: Storm | undefined;
  beforeAll(async () => { stand = await subject.start(); });
  afterAll(() => stand.close());
  afterEach(() => {
    stand.fault(null);
    storm?.close();
    storm = undefined;
    before = { ...stand.charged() };
    expect(stand.leaks()).toBe(0);
  });

  const lineTo = (baseUrl: string, timeoutMs = AMPLE_MS, own = key) => spiedLine({ provider, key: own, baseUrl, trusted: [new URL(baseUrl).origin], timeoutMs, maxBytes: MOST });
  const callOver = (line: SpiedLine): ProviderCall => ({ ...line, model, callId: "call-1" });
  const request = (wanted: Partial<ImageRequest> = {}): ImageRequest => ({ kind: "image", prompt: "A vase on a table", size: model.sizes[0] ?? expect.fail("no size"), quality: model.qualities[0] ?? null, references: [], mask: null, seed: null, ...wanted });
  /** What an outcome says that it cost, in its own words or by its usage; null where it says nothing. */
  const costIn = (outcome: Outcome) => {
    const { usage = null, costMicros = null } = outcome.state === "done" ? outcome.made : outcome.state === "corrupt" || outcome.state === "moderated" ? outcome : {};
    return costMicros ?? (usage ? costOf(model, usage) : null);
  };
  /** From submit to the end; every ticket goes through the journal as JSON. */
  const finish = async (call: ProviderCall, wanted: ImageRequest, { polls = 500, from }: { polls?: number; from?: Outcome } = {}): Promise<Outcome> => {
    let outcome = from ?? await provider.submit(wanted, call);
    for (let asked = 0; outcome.state === "pending" && asked < polls; asked += 1) outcome = (await provider.poll?.(JSON.parse(JSON.stringify(outcome.ticket)), call)) ?? outcome;
    return verified(outcome);
  };
  const holdsNoKey = (value: unknown, own = key) => {
    const text = JSON.stringify(value);
    for (const form of formsOf(own)) expect(text).not.toContain(form);
  };
  const charged = () => stand.charged().count - before.count;
  const answering = async (answer: Parameters<typeof startStorm>[0]) => {
    storm = await startStorm(answer);
    return storm.origin;
  };

  test("makes an image, and what it cost is what the provider charged", async () => {
    const outcome = await finish(callOver(lineTo(stand.baseUrl)), request());
    if (outcome.state !== "done") return expect.fail(JSON.stringify(outcome));
    expect(outcome.made).toMatchObject({ warnings: [], text: null });
    expect(Buffer.from(outcome.made.images[0] ?? []).subarray(1, 4).toString()).toBe("PNG");
    expect(costIn(outcome)).toBe(stand.charged().micros - before.micros);
    expect(charged()).toBe(1);
  });

  test.each(kindsOf(subject))("$kind ends as $state, charged $charged times, asked once, without the key", async ({ kind, state, charged: times }) => {
    stand.fault({ kind, ms: kind === "stall" ? 60_000 : 1000 });
    const line = lineTo(stand.baseUrl, kind === "stall" || kind === "drip" ? QUICK_MS : AMPLE_MS);
    const outcome = await finish(callOver(line), request(), { polls: kind === "never-ready" ? 3 : 500 });
    expect(outcome.state).toBe(state);
    expect(charged()).toBe(times);
    expect([null, stand.charged().micros - before.micros]).toContain(costIn(outcome));
    expect(line.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
    holdsNoKey(outcome);
    expect(line.asked.filter(({ address, withKey }) => withKey && new URL(address).origin !== stand.origin)).toEqual([]);
  });

  test("a worker that ends between charge and answer leaves a call that is unknown, or a ticket that another one takes up; nothing is charged again", async () => {
    const died = new AbortController();
    stand.fault({ kind: "stall", ms: 60_000 });
    const dying = spiedLine({ provider, key, baseUrl: stand.baseUrl, trusted: [stand.origin], timeoutMs: AMPLE_MS, signal: died.signal });
    const under = provider.submit(request(), callOver(dying));
    await vi.waitUntil(() => charged() === 1);
    died.abort();
    expect((await under).state).toBe("unknown");
    stand.fault(null);
    if (!provider.poll) return;
    const first = await provider.submit(request(), callOver(lineTo(stand.baseUrl)));
    if (first.state !== "pending") return expect.fail(JSON.stringify(first));
    holdsNoKey(first.ticket);
    const again = await finish(callOver(lineTo(stand.baseUrl)), request(), { from: first });
    expect(again.state).toBe("done");
    expect(charged()).toBe(2);
  });

  test("a refusal for safety says by which rule, and whether it was charged", async () => {
    stand.fault({ kind: "moderated" });
    const outcome = await finish(callOver(lineTo(stand.baseUrl)), request());
    expect(outcome).toMatchObject({ state: "moderated", charged: charged() === 1 });
    expect(outcome.state === "moderated" && outcome.rule).toBeTruthy();
  });

  test("a wrong key, an empty account and nonsense in place of a key are told apart, for calls and for checks", async () => {
    const [bad, empty, broken] = [`${key}-bad`, `${key}-noquota`, "sk-a key\nwith a line"];
    const submitted = await Promise.all([bad, empty, broken].map((own) => provider.submit(request(), callOver(lineTo(stand.baseUrl, AMPLE_MS, own)))));
    expect(submitted.map(({ state }) => state)).toEqual(["bad-key", "no-quota", "bad-key"]);
    const verdicts = await Promise.all([key, bad, broken].map((own) => provider.verify(lineTo(stand.baseUrl, AMPLE_MS, own))));
    expect(verdicts.map(({ state }) => state)).toEqual(["works", "bad-key", "bad-key"]);
    holdsNoKey([submitted, verdicts], bad);
    expect(charged()).toBe(0);
  });

  test("a key check tells a provider that cannot be reached, and never its key", async () => {
    const silent = await answering(() => {});
    expect((await provider.verify(lineTo(await nobody()))).state).toBe("unreachable");
    expect((await provider.verify(lineTo(silent, QUICK_MS))).state).toBe("unreachable");
    stand.fault({ kind: "echo-key" });
    holdsNoKey(await provider.verify(lineTo(stand.baseUrl)));
  });

  test("what the model does not take is left out and said", async () => {
    const [image, mask] = [await picture(64, 64), await picture(64, 64, true)];
    const sent = (bytes: Buffer) => ({ bytes: new Uint8Array(bytes), mime: "image/png" as const, width: 64, height: 64 });
    const references = Array.from({ length: model.references + 1 }, () => sent(image));
    const outcome = await finish(callOver(lineTo(stand.baseUrl)), request({ references, mask: sent(mask), seed: 7, quality: "high" }));
    if (outcome.state !== "done") return expect.fail(JSON.stringify(outcome));
    const said = outcome.made.warnings.join("\n");
    expect(said).toContain("reference images");
    expect(said.includes("mask")).toBe(!model.mask);
    expect(said.includes("Seed")).toBe(!model.seed);
    expect(said.includes("quality")).toBe(!model.qualities.includes("high"));
  });

  test("where nobody listens, or we stop before it is sent, nothing was charged", async () => {
    expect((await provider.submit(request(), callOver(lineTo(await nobody())))).state).toBe("overloaded");
    const stopped = spiedLine({ provider, key, baseUrl: stand.baseUrl, trusted: [stand.origin], timeoutMs: AMPLE_MS, signal: AbortSignal.abort() });
    expect((await provider.submit(request(), callOver(stopped))).state).toBe("overloaded");
    expect(charged()).toBe(0);
  });

  test.each([
    ["headers that never come", () => {}, "unknown"],
    ["a connection that is cut in the middle of the body", (response) => { response.writeHead(200, { "content-type": "application/json", "content-length": "1000" }); response.write("{\"data\":[", () => response.destroy()); }, "unknown"],
    ["a body shorter than it says", (response) => { response.socket?.end("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{}"); }, "unknown"],
    ["a body that is cut while it is unpacked", (response) => { response.writeHead(200, { "content-encoding": "gzip", "content-length": "1000" }); response.write(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), () => response.destroy()); }, "unknown"],
    ["broken gzip", (response) => { response.writeHead(200, { "content-encoding": "gzip" }); response.end("no gzip at all"); }, "corrupt"],
    ["a packing that nobody asked for", (response) => { response.writeHead(200, { "content-encoding": "zstd" }); response.end("{}"); }, "corrupt"],
    ["no HTTP", (response) => { response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n"); }, "unknown"],
    ["no content", (response) => { response.writeHead(204).end(); }, "corrupt"],
    ["null", (response) => { response.writeHead(200, { "content-type": "application/json" }).end("null"); }, "corrupt"],
    ["a list", (response) => { response.writeHead(200, { "content-type": "application/json" }).end("[1,2]"); }, "corrupt"],
    ["half of a JSON text", (response) => { response.writeHead(200, { "content-type": "application/json" }).end("{\"data\":[{\"b64_json\":\"iVBO"); }, "corrupt"],
    ["fields of another kind", (response) => { response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data: "x", candidates: 7, id: {}, usage: [], usageMetadata: "y", polling_url: 4, painting: [] })); }, "corrupt"],
    ["JSON that is 20,000 deep", (response) => { response.writeHead(200, { "content-type": "application/json" }).end(`${"[".repeat(20_000)}${"]".repeat(20_000)}`); }, "corrupt"],
    ["502 with a web page", (response) => { response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>"); }, "overloaded"],
    ["529", (response) => { response.writeHead(529).end(); }, "overloaded"],
    ["503 whose words break off", (response) => { response.writeHead(503, { "content-length": "100" }); response.write("busy", () => response.destroy()); }, "overloaded"],
    ["504, behind which the work may go on", (response) => { response.writeHead(504).end(); }, "unknown"],
    ["402", (response) => { response.writeHead(402).end(); }, "no-quota"],
    ["400 with nothing", (response) => { response.writeHead(400).end(); }, "invalid-request"],
  ] satisfies [string, Parameters<typeof startStorm>[0], Outcome["state"]][])("%s ends as the outcome that it is for money", async (name, answer, state) => {
    const origin = await answering(answer);
    const outcome = await provider.submit(request(), callOver(lineTo(origin, name === "headers that never come" ? QUICK_MS : AMPLE_MS)));
    expect(outcome.state).toBe(state);
    expect(storm?.seen).toHaveLength(1);
    holdsNoKey(outcome);
  });

  test.each([
    ["seconds", { "retry-after": "7" }, 7000], ["a date", { "retry-after": new Date(NOW + 30_000).toUTCString() }, 30_000],
    ["nothing", {}, 15_000], ["nonsense", { "retry-after": "soon" }, 15_000], ["a minus", { "retry-after": "-5" }, 15_000],
    ["a day", { "retry-after": "86400" }, 300_000], ["the year 9999", { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }, 300_000],
    ["a past date", { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, 15_000], ["nought", { "retry-after": "0" }, 15_000], ["more digits than a number has", { "retry-after": "9".repeat(400) }, 15_000],
  ])("a pause said as %s is kept within bounds", async (_name, headers, pause) => {
    const origin = await answering((response) => response.writeHead(429, { "content-type": "application/json", ...headers }).end("{}"));
    const outcome = await provider.submit(request(), { ...callOver(lineTo(origin)), now: () => NOW });
    if (outcome.state !== "rate-limited") return expect.fail(JSON.stringify(outcome));
    expect(outcome.untilMs - NOW).toBe(pause);
  });

  test.each([301, 302, 307, 308])("a redirect (%s) is not followed with the key: the other host hears nothing", async (status) => {
    const stranger = await startStorm((response) => response.end("{}"));
    const origin = await answering((response) => response.writeHead(status, { location: `${stranger.origin}/elsewhere` }).end());
    const line = spiedLine({ provider, key, baseUrl: origin, trusted: [origin, stranger.origin], timeoutMs: AMPLE_MS });
    const states = [(await provider.submit(request(), callOver(line))).state, (await provider.verify(line)).state];
    stranger.close();
    expect(states).toEqual(["overloaded", "unreachable"]);
    expect(stranger.seen).toEqual([]);
  });

  test("a key in an error is hidden: halved, in base64, url-encoded, in any status", async () => {
    const words = formsOf(key).join(" and ");
    for (const status of [400, 401, 403, 404, 418, 422, 429, 500]) {
      const origin = await answering((response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error: { message: words, code: words, type: words, status: words, details: [{ reason: words }] }, detail: words, says: words })));
      holdsNoKey([await provider.submit(request(), callOver(lineTo(origin))), await provider.verify(lineTo(origin))]);
      storm?.close();
    }
  });

  test("calls of several keys at once do not meet", async () => {
    const outcomes = await Promise.all(["AAAA", "BBBB", "CCCC", "DDDD"].map(async (end) => {
      const own = `${key}${end}`;
      const line = lineTo(stand.baseUrl, AMPLE_MS, own);
      return { line, outcome: await finish(callOver(line), request({ prompt: `A vase for ${end}` })) };
    }));
    expect(outcomes.map(({ outcome }) => outcome.state)).toEqual(["done", "done", "done", "done"]);
    expect(outcomes.every(({ line }) => line.asked.length >= 1)).toBe(true);
    expect(charged()).toBe(4);
  });
});
