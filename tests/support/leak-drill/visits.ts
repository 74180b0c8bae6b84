import type { Address } from "./routes.ts";

const PLAIN_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const SHOP = "piccaso-sandbox.myshopify.com";
const HOST = Buffer.from("admin.shopify.com/store/piccaso-sandbox").toString("base64url");
/** What has no answer to a GET. */
const POSTS_ONLY = /\/notices(\.data)?$/;
/** What extensions ask comes with a token, and never as a document. */
const FROM_EXTENSION = "/extensions/";
/** How long a stream is listened to, ms. */
const STREAM_MS = 1_500;
/** Above what any form of the app takes, in bytes. */
const OVERSIZED = 21_000_000;
const AT_ONCE = 4;

/** Where the app and the sandbox are. */
export interface Visited {
  readonly appUrl: string;
  readonly sandboxUrl: string;
}

type Body = NonNullable<RequestInit["body"]>;
interface Asked {
  readonly method?: string;
  readonly body?: Body | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for every address as a document and as data, and reads all of it. Gives what should have answered inside the admin and did not. */
export async function readAll(at: Visited, addresses: readonly Address[]): Promise<string[]> {
  const silent: string[] = [];
  await each(addresses.flatMap((address) => [address.path, dataOf(address.path)].map((path) => async () => {
    const signIn = address.inside && path === address.path ? { id_token: await token(at) } : {};
    const status = await ask(at, `${path}?${new URLSearchParams({ embedded: "1", shop: SHOP, host: HOST, month: new Date().toISOString().slice(0, 7), ...signIn })}`, { headers: path === address.path && !path.startsWith(FROM_EXTENSION) ? { accept: "text/html" } : await signedIn(at, address) });
    if (address.inside && status !== 200 && !POSTS_ONLY.test(path)) silent.push(`${status} ${path}`);
  })));
  return silent;
}

/** Posts a key to every address in every shape that a mistake could give it, and calls with it as if it were a sign-in. */
export async function postEverywhere(at: Visited, addresses: readonly Address[], key: string): Promise<void> {
  await each(addresses.flatMap((address) => mistakes(key).flatMap(({ body, type }) => [address.path, ...(address.page ? [dataOf(address.path)] : [])].map((path) => async () => {
    await ask(at, `${path}?index`, { method: "POST", body, headers: { ...(await signedIn(at, address)), ...(type ? { "content-type": type } : {}) } });
  }))));
  await each(addresses.flatMap(({ path }) => ["GET", "POST", "PUT", "DELETE"].map((method) => async () => {
    await ask(at, path, { method, headers: { authorization: `Bearer ${key}`, cookie: `key=${key}`, "x-api-key": key, "x-shopify-hmac-sha256": key, "x-shopify-topic": key, referer: `https://example.com/?key=${key}` } });
  })));
}

/** Bodies that carry a key where the app expects something else. */
function mistakes(key: string): { readonly body: Body; readonly type?: string }[] {
  const form = (name: string, value: string | File) => {
    const data = new FormData();
    data.set("do", "add");
    data.set(name, value);
    return data;
  };
  const json = (value: unknown) => ({ body: JSON.stringify(value), type: "application/json" });
  return [
    json({ do: "add", provider: "nobody", label: "Misplaced", key }), json({ do: key }), json({ do: "save", key, settings: { key } }), json([key]), json(key),
    { body: `{"do":"add","key":"${key}"`, type: "application/json" }, { body: JSON.stringify({ key }), type: "text/plain" }, { body: Buffer.from(JSON.stringify({ key }), "utf16le"), type: "application/json; charset=utf-16" },
    { body: new URLSearchParams({ do: "add", key }) }, { body: form("key", key) }, { body: form("file", new File([key], "key.txt", { type: "image/png" })) }, { body: `--x\r\n${key}`, type: "multipart/form-data; boundary=x" },
  ];
}

/** Adds a key with a form that is larger than anything that the app takes, first beside the key and then the key itself. */
export async function postOversized(at: Visited, address: Address, key: string): Promise<void> {
  const padding = "x".repeat(OVERSIZED);
  for (const form of [{ key, padding }, { key: key + padding }]) {
    const body = JSON.stringify({ do: "add", provider: "nobody", label: "Large", ...form });
    await ask(at, dataOf(address.path), { method: "POST", body, headers: { ...(await signedIn(at, address)), "content-type": "application/json" } });
  }
}

/** A key in the address itself: what comes back says it again, of course; nothing may write it down. */
export async function askWithKeyInQuery(at: Visited, addresses: readonly Address[], key: string): Promise<void> {
  await each(addresses.map((address) => async () => {
    await ask(at, `${address.path}?key=${key}&state=${key}&after=${key}&ids[]=${key}`, { headers: await signedIn(at, address) });
  }));
}

/** Reads an answer to its end, a stream for a moment. */
async function ask({ appUrl }: Visited, path: string, { method = "GET", body = null, headers = {} }: Asked): Promise<number> {
  const stop = new AbortController();
  const response = await fetch(`${appUrl}${path}`, { method, body, redirect: "manual", signal: stop.signal, headers: { "user-agent": PLAIN_AGENT, ...headers } });
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) setTimeout(() => stop.abort(), STREAM_MS);
  await response.arrayBuffer().catch((error: unknown) => { if (!stop.signal.aborted) throw error; });
  return response.status;
}

async function signedIn(at: Visited, { inside, path }: Address): Promise<Record<string, string>> {
  return inside || path.startsWith(FROM_EXTENSION) ? { authorization: `Bearer ${await token(at)}` } : {};
}

async function token({ sandboxUrl }: Visited): Promise<string> {
  return (await fetch(`${sandboxUrl}/_sandbox/token`)).text();
}

const dataOf = (path: string) => (path === "/" ? "/_root.data" : `${path}.data`);

async function each(work: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...work];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = left.shift(); next; next = left.shift()) await next();
  }));
}
