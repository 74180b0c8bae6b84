import https from "node:https";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { LineError } from "#app/core/line-error.ts";
import { nobody, startStorm, type Storm } from "#tests/support/storm.ts";
import { headersFor, openLine, type LineOptions } from "./provider-line.server.ts";

const KEY = "sk-test-0123456789abcdef";
const storms: Storm[] = [];
afterEach(() => storms.splice(0).forEach((storm) => storm.close()));

const server = async (answer: Parameters<typeof startStorm>[0]) => {
  const storm = await startStorm(answer);
  storms.push(storm);
  return storm;
};
const line = (options: Partial<LineOptions> & { baseUrl: string }) => openLine({ provider: { resultHosts: ["*.results.example"], keyHosts: ["api.*.maker.example"] }, key: { reveal: () => KEY }, timeoutMs: 10_000, ...options });
const faultOf = (call: Promise<unknown>) => call.then(() => "none", (error: unknown) => (error instanceof LineError ? error.fault : String(error)));
const keyed = { headers: { "authorization": `Bearer ${KEY}`, "x-key": KEY, "x-goog-api-key": KEY, "some-new-makers-key": KEY } };

test.each([
  "http://api.maker.example/v1", "https://api.maker.example:8443/v1", "https://user:word@api.maker.example/v1", "https://maker.example.evil.example/", "https://results.example/",
  "https://a.results.example.evil.example/", "https://169.254.169.254/", "https://[::1]/", "https://localhost/", "http://127.0.0.1:9/", "ftp://api.maker.example/", "file:///etc/passwd", "https://a.results.example:444/x", "no address at all",
])("the address %s is refused before anything is looked up or sent", async (address) => {
  const looked: string[] = [];
  const { fetch } = line({ baseUrl: "https://api.maker.example/v1", resolve: async (host) => { looked.push(host); return ["127.0.0.1"]; } });
  expect(await faultOf(fetch(address, keyed))).toBe("refused");
  expect(looked).toEqual([]);
});

test.each(["https://api.maker.example/v1", "https://a.results.example/x.png", "https://api.eu.maker.example/v1"])("the address %s is allowed by its name, and refused when the name leads to a private address", async (address) => {
  const looked: string[] = [];
  const { fetch } = line({ baseUrl: "https://api.maker.example/v1", resolve: async (host) => { looked.push(host); return ["93.184.216.34", "10.0.0.7"]; } });
  expect(await faultOf(fetch(address))).toBe("refused");
  expect(looked).toEqual([new URL(address).hostname]);
});

test("a name that nobody knows was never reached", async () => {
  const { fetch } = line({ baseUrl: "https://api.maker.example", resolve: async () => { throw new Error("ENOTFOUND"); } });
  expect(await faultOf(fetch("https://api.maker.example/"))).toBe("unsent");
});

test("a key goes to the provider's own origin and to no other that may be reached, which is only read from", async () => {
  const own = await server((response) => response.end("{}"));
  const other = await server((response) => response.end("{}"));
  const { fetch } = line({ baseUrl: own.origin, trusted: [own.origin, other.origin] });
  await Promise.all([own, other].map(async ({ origin }) => (await fetch(`${origin}/x`, keyed)).text()));
  expect(own.seen[0]?.headers).toMatchObject(keyed.headers);
  expect(JSON.stringify(other.seen[0]?.headers)).not.toContain(KEY);
  expect(await faultOf(fetch(`${other.origin}/x`, { method: "POST", body: KEY }))).toBe("refused");
  expect(other.seen).toHaveLength(1);
});

test.each([
  ["https://api.maker.example/v1/x", true], ["https://api.eu.maker.example/v1/x", true], ["https://delivery.maker.example/x", false], ["https://a.results.example/x", false], ["http://api.eu.maker.example/x", false], ["https://api.maker.example:8443/x", false], ["https://api.eu.maker.example.evil.example/x", false],
])("%s gets the key, under whatever name: %s", (address, gets) => {
  const headers = headersFor(address, new Headers({ ...keyed.headers, accept: "image/*" }), { baseUrl: "https://api.maker.example/v1", provider: { resultHosts: ["*.maker.example", "*.results.example"], keyHosts: ["api.*.maker.example"] } });
  expect(Object.keys(keyed.headers).map((name) => headers.has(name))).toEqual([gets, gets, gets, gets]);
  expect(headers.get("accept")).toBe("image/*");
});

test("what leaves over https has the key for a provider's own address and its regions, and not for a host of results", async () => {
  const sent: { host: string; headers: unknown }[] = [];
  const spy = vi.spyOn(https, "request").mockImplementation((url, options) => {
    sent.push({ host: url instanceof URL ? url.host : String(url), headers: "headers" in options ? options.headers : undefined });
    throw new LineError("unsent", "not connected in a test");
  });
  const { fetch } = line({ baseUrl: "https://api.maker.example/v1" });
  for (const address of ["https://api.maker.example/v1/x", "https://api.eu.maker.example/v1/x", "https://a.results.example/x"]) expect(await faultOf(fetch(address, keyed))).toBe("unsent");
  spy.mockRestore();
  expect(sent).toMatchObject([{ host: "api.maker.example", headers: keyed.headers }, { host: "api.eu.maker.example", headers: keyed.headers }, { host: "a.results.example" }]);
  expect(JSON.stringify(sent[2])).not.toContain(KEY);
});

test.each(["GET", "POST"])("a redirect of a %s is an answer like another: nobody goes where it leads", async (method) => {
  const stranger = await server((response) => response.end("{}"));
  const own = await server((response) => response.writeHead(302, { location: `${stranger.origin}/x` }).end());
  const { fetch } = line({ baseUrl: own.origin, trusted: [own.origin, stranger.origin] });
  expect((await fetch(`${own.origin}/x`, { method, ...keyed })).status).toBe(302);
  expect((await fetch(`${own.origin}/x`, { method })).status).toBe(302);
  expect([own.seen.length, stranger.seen.length]).toEqual([2, 0]);
});

test("a body is sent whole with its length, over a connection of its own", async () => {
  const own = await server((response) => response.end("{}"));
  const { fetch } = line({ baseUrl: own.origin, trusted: [own.origin] });
  const form = new FormData();
  form.set("image", new File([new Uint8Array(300_000)], "a.png", { type: "image/png" }));
  await (await fetch(`${own.origin}/form`, { method: "POST", body: form })).text();
  expect(own.seen[0]?.headers).toMatchObject({ connection: "close", "content-length": String(own.seen[0]?.body.byteLength) });
  expect(own.seen[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(own.seen[0]?.headers["transfer-encoding"]).toBeUndefined();
});

test("bytes are counted after unpacking, up to the last one that is allowed", async () => {
  const own = await server((response) => { response.writeHead(200, { "content-encoding": "gzip" }); response.end(gzipSync(Buffer.alloc(5000))); });
  const sized = (maxBytes: number) => line({ baseUrl: own.origin, trusted: [own.origin], maxBytes }).fetch(own.origin).then((response) => response.arrayBuffer());
  expect((await sized(5000)).byteLength).toBe(5000);
  expect(await faultOf(sized(4999))).toBe("unusable");
});

test("a body of 600 MB is taken piece by piece: what nobody reads is not fetched, and the limit ends it", async () => {
  let sent = 0;
  const piece = Buffer.alloc(1_000_000);
  const own = await server((response) => {
    const push = () => {
      while (sent < 600 && !response.destroyed) {
        sent += 1;
        if (!response.write(piece)) return void response.once("drain", push);
      }
      response.end();
    };
    push();
  });
  const { fetch } = line({ baseUrl: own.origin, trusted: [own.origin], maxBytes: 100_000_000 });
  const response = await fetch(own.origin);
  const reader = response.body?.getReader();
  await reader?.read();
  // The rest waits in buffers of the system, whose size is its own affair.
  expect(sent).toBeLessThan(60);
  const rest = async () => { for (let next = await reader?.read(); next && !next.done; next = await reader?.read()); };
  expect(await faultOf(rest())).toBe("unusable");
  expect(sent).toBeLessThan(200);
});

test("what was never sent, what was cut off after it was sent, and what broke off half-way are told apart", async () => {
  const nowhere = await nobody();
  const own = await server((response, { url }) => {
    if (url === "/half") response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy());
    else response.destroy();
  });
  const { fetch } = line({ baseUrl: own.origin, trusted: [own.origin] });
  expect(await faultOf(line({ baseUrl: nowhere, trusted: [nowhere] }).fetch(nowhere))).toBe("unsent");
  expect(await faultOf(fetch(`${own.origin}/cut`))).toBe("lost");
  expect(await faultOf(fetch(`${own.origin}/half`).then((response) => response.text()))).toBe("lost");
});

test("one deadline covers head and body, and tells that it was sent", async () => {
  const silent = await server(() => {});
  const dripping = await server((response) => {
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  });
  const waiting = (origin: string) => line({ baseUrl: origin, trusted: [origin], timeoutMs: 300 }).fetch(origin).then((response) => response.text());
  expect(await faultOf(waiting(silent.origin))).toBe("lost");
  expect(await faultOf(waiting(dripping.origin))).toBe("lost");
});

test("what stops the line stops what is under way, and nothing is sent after it", async () => {
  const stop = new AbortController();
  const own = await server(() => stop.abort());
  const { fetch } = line({ baseUrl: own.origin, trusted: [own.origin], signal: stop.signal });
  expect(await faultOf(fetch(own.origin))).toBe("lost");
  expect(await faultOf(fetch(own.origin))).toBe("unsent");
  expect(own.seen).toHaveLength(1);
});

test("a failure names no address and no header", async () => {
  const { fetch } = line({ baseUrl: "http://127.0.0.1:1", trusted: ["http://127.0.0.1:1"] });
  const error = await fetch("http://127.0.0.1:1/secret-path", keyed).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ fault: "unsent" });
  expect(String(error)).not.toMatch(/secret-path|sk-test/);
});
