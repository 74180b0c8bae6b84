import http from "node:http";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startProviders, type Providers } from "../../tests/support/providers.ts";

let world: Providers;
beforeEach(async () => { world = await startProviders({ fastPictures: true }); });
afterEach(() => world.close());

const Image = z.object({ data: z.array(z.object({ b64_json: z.string().optional() })) });
const generate = (key = "sk-sandbox-abcd") => fetch(`${world.origin}/openai/v1/images/generations`, { method: "POST", headers: { authorization: `Bearer ${key}` }, body: JSON.stringify({ model: "gpt-image-2", prompt: "a vase" }) });
const first = async (response: Response) => Image.parse(await response.json()).data[0]?.b64_json;
const broken = (call: Promise<unknown>) => call.then(() => "answered", () => "broken");
/** Reads until so many bytes have come, or the body ends; gives how many. */
const received = async (response: Response, most: number) => {
  let size = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value && size < most; next = await reader?.read()) size += next.value.byteLength;
  await reader?.cancel();
  return size;
};

describe("what goes wrong on demand with a provider", () => {
  it("fails before anything is charged: 429, 500, 503, a cut line", async () => {
    world.faults(...(["429", "500", "503", "drop-before-charge"] as const).map((kind) => ({ match: "openai" as const, kind, times: 1 })));
    expect([(await generate()).status, (await generate()).status, (await generate()).status, await broken(generate())]).toEqual([429, 500, 503, "broken"]);
    expect(world.ledger().total.count).toBe(0);
  });

  it("charges and then loses the answer", async () => {
    world.faults({ match: "openai", kind: "lost-answer" });
    expect(await broken(generate())).toBe("broken");
    expect(world.ledger().total.count).toBe(1);
  });

  it("waits for the request that it is meant for: a key check uses up no fault of pictures", async () => {
    world.faults({ match: "openai", kind: "zero-bytes", times: 1 });
    expect((await fetch(`${world.origin}/openai/v1/models`, { headers: { authorization: "Bearer sk-sandbox-abcd" } })).status).toBe(200);
    expect(await first(await generate())).toBe("");
    expect((await first(await generate()))?.length).toBeGreaterThan(50);
  });

  it("spoils images: cut off, of another kind, with foreign characters, left out, none at all", async () => {
    world.faults(...(["truncated-image", "mislabelled-image", "junk-base64", "missing-field", "no-image"] as const).map((kind) => ({ match: "openai" as const, kind, times: 1 })));
    const readable = (text: string | undefined) => sharp(Buffer.from(text ?? "", "base64")).raw().toBuffer().then(() => true, () => false);
    expect(await readable(await first(await generate()))).toBe(false);
    expect(Buffer.from((await first(await generate())) ?? "", "base64").toString()).toContain("<!doctype html>");
    expect(await first(await generate())).toContain("~~<not base64>~~");
    expect(await first(await generate())).toBeUndefined();
    expect(Image.parse(await (await generate()).json()).data).toEqual([]);
    expect(world.ledger().total.count).toBe(5);
  });

  it("declares 16000 × 16000 in a small PNG", async () => {
    world.faults({ match: "openai", kind: "bomb-image" });
    const bytes = Buffer.from((await first(await generate())) ?? "", "base64");
    expect(bytes.length).toBeLessThan(100_000);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 16_000, height: 16_000 });
  });

  it("sends 600 MB, or a small body that unfolds to 300 MB, as long as one reads", async () => {
    world.faults({ match: "openai", kind: "huge-body", times: 1 }, { match: "openai", kind: "gzip-bomb", times: 1 });
    expect(await received(await generate(), 30_000_000)).toBeGreaterThanOrEqual(30_000_000);
    expect(await received(await generate(), 60_000_000)).toBeGreaterThanOrEqual(60_000_000);
  });

  it("stalls after the headers, and drips a byte at a time", async () => {
    world.faults({ match: "openai", kind: "stall", ms: 60_000, times: 1 }, { match: "openai", kind: "drip", times: 1 });
    const stalled = await generate();
    expect(stalled.status).toBe(200);
    await stalled.body?.cancel();
    expect(await received(await generate(), 2)).toBeLessThan(20);
  });

  it("answers a web page with status 200", async () => {
    world.faults({ match: "openai", kind: "html" });
    const response = await generate();
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  });

  it("repeats the whole key in an error", async () => {
    world.faults({ match: "openai", kind: "echo-key" }, { match: "gemini", kind: "echo-key" }, { match: "bfl", kind: "echo-key" });
    expect(await (await generate("sk-sandbox-whole-key")).text()).toContain("sk-sandbox-whole-key");
    expect(await (await fetch(`${world.origin}/gemini/v1beta/models`, { headers: { "x-goog-api-key": "AIza-sandbox-whole" } })).text()).toContain("AIza-sandbox-whole");
    expect(await (await fetch(`${world.origin}/bfl/v1/credits`, { headers: { "x-key": "bfl-sandbox-whole" } })).text()).toContain("bfl-sandbox-whole");
  });

  it("strikes the same requests for the same seed", async () => {
    const run = async () => {
      world.faults({ match: "openai", kind: "500", rate: 0.5 });
      return Promise.all([1, 2, 3, 4, 5, 6].map(async () => (await generate()).status)).then((all) => all.sort());
    };
    expect(await run()).toEqual(await run());
  });

  it("refuses a body above 60 MB in the provider's own words", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = http.request(`${world.origin}/openai/v1/images/generations`, { method: "POST", headers: { authorization: "Bearer sk-sandbox-abcd" } }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); });
      request.on("error", reject).end(Buffer.alloc(61_000_000, 0x20));
    });
    expect(status).toBe(413);
  });

  it("is set, and its ledger is read and emptied, over the control API", async () => {
    const control = async (route: string, body?: object) => z.record(z.string(), z.unknown()).parse(await (await fetch(`${world.origin}/_sandbox/${route}`, body ? { method: "POST", body: JSON.stringify(body) } : {})).json());
    expect(await control("settings", { providerMs: { min: 0, max: 5 }, requestsPerMinute: 500 })).toMatchObject({ requestsPerMinute: 500 });
    await generate();
    expect(await control("ledger")).toMatchObject({ total: { count: 1 }, byProvider: { openai: { count: 1 } }, byKey: { "openai …abcd": { count: 1 } }, leaks: [] });
    expect(await control("ledger", { clear: true })).toMatchObject({ entries: [], total: { micros: 0, count: 0 } });
  });
});
