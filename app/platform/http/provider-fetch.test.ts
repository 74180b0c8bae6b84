import http from "node:http";
import https from "node:https";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { LineError } from "#app/core/line-error.ts";
import { createProviderFetch } from "./provider-fetch.server.ts";

/** A provider and a stranger on this machine; what each was sent is kept. */
const seen: { path: string; headers: http.IncomingHttpHeaders }[] = [];
let server: http.Server;
let origin: string;
const fault = (promise: Promise<unknown>) => promise.then(() => "answered", (error: unknown) => (error instanceof Error && "fault" in error ? error.fault : error));

beforeAll(async () => {
  server = http.createServer((request, response) => {
    seen.push({ path: request.url ?? "", headers: request.headers });
    if (request.url === "/moved") response.writeHead(302, { location: "https://stranger.example/" }).end();
    else if (request.url === "/cut") request.socket.destroy();
    else if (request.url === "/half") { response.writeHead(200, { "content-length": "100" }); response.write("half"); setImmediate(() => request.socket.destroy()); }
    else if (request.url === "/packed") response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(1_000_000)));
    else if (request.url === "/large") { const part = Buffer.alloc(1_000_000); const more = () => { while (response.write(part)); response.once("drain", more); }; response.on("error", () => undefined); more(); }
    else response.end("fine");
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });

const line = () => createProviderFetch({ baseUrl: `${origin}/v1`, resultHosts: ["*.delivery.example"], trusted: true, maxBytes: 5_000_000 });
const key = { authorization: "Bearer secret", "x-key": "secret" };

test("a request reaches the provider with its key, and no redirect is followed", async () => {
  expect(await (await line()(`${origin}/v1/models`, { headers: key })).text()).toBe("fine");
  expect(seen.at(-1)?.headers["x-key"]).toBe("secret");
  expect((await line()(`${origin}/moved`, { headers: key })).status).toBe(302);
});

test.each(["https://stranger.example/x", "http://127.0.0.1:1/x", "https://169.254.169.254/latest", "https://evil.example/?a.delivery.example", "file:///etc/passwd"])("%s is refused and gets nothing", async (address) => {
  const before = seen.length;
  expect(await fault(line()(address, { headers: key }))).toBe("refused");
  expect(seen).toHaveLength(before);
});

test("a result's host that resolves to a private address is not connected to", async () => {
  const fetchResult = createProviderFetch({ baseUrl: "https://api.example/v1", resultHosts: ["*.delivery.example"], trusted: false, resolve: () => Promise.resolve(["10.0.0.7"]) });
  expect(await fault(fetchResult("https://a.delivery.example/image", { headers: key }))).toBe("unsent");
});

test("what was never sent, what was cut off after it was sent, and what broke off half-way are told apart", async () => {
  expect(await fault(createProviderFetch({ baseUrl: "http://127.0.0.1:1", resultHosts: [], trusted: true })("http://127.0.0.1:1/x"))).toBe("unsent");
  expect(await fault(line()(`${origin}/cut`))).toBe("lost");
  expect(await fault(line()(`${origin}/half`).then((response) => response.text()))).toBe("lost");
});

test("an endless answer stops at the limit, and a packed one is not unpacked", async () => {
  expect(await fault(line()(`${origin}/large`).then((response) => response.arrayBuffer()))).toBe("unusable");
  expect(await fault(line()(`${origin}/packed`).then((response) => response.arrayBuffer()))).toBe("unusable");
});

test("the key goes to the hosts that a provider names for it, over https alone, and to no host of results", async () => {
  const sent: { host: string; headers: unknown }[] = [];
  const spy = vi.spyOn(https, "request").mockImplementation((url, options) => {
    sent.push({ host: url instanceof URL ? url.host : String(url), headers: "headers" in options ? options.headers : undefined });
    throw new LineError("unsent", "not connected in a test");
  });
  const fetchFrom = createProviderFetch({ baseUrl: "https://api.example/v1", resultHosts: ["*.delivery.example"], keyHosts: ["api.*.example"], trusted: false });
  for (const address of ["https://api.example/v1/credits", "https://api.eu1.example/v1/get_result", "https://a.delivery.example/image"]) expect(await fault(fetchFrom(address, { headers: key }))).toBe("unsent");
  for (const address of ["http://api.eu1.example/v1", "https://api.eu1.example.evil.test/v1", "https://api.eu1.example:8443/v1"]) expect(await fault(fetchFrom(address, { headers: key }))).toBe("refused");
  expect(sent).toMatchObject([{ host: "api.example", headers: { "x-key": "secret" } }, { host: "api.eu1.example", headers: { "x-key": "secret" } }, { host: "a.delivery.example", headers: expect.not.objectContaining({ "x-key": "secret" }) }]);
  spy.mockRestore();
});
