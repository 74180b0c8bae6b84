import { decode } from "turbo-stream";
import { z } from "zod";

/** Shopify's library answers 410 to programs that say that they are no browser. */
const PLAIN_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const REQUEST_MS = 120_000;

/** The app as a browser in the admin talks to it: session tokens, pages' data, pages' actions, files and streams. */
export interface AppClient {
  /** The data of a page. `route` is its id in app/routes.ts, `path` its address below /app, with a query where it has one. */
  read<S extends z.ZodType>(route: string, path: string, schema: S): Promise<z.output<S>>;
  /** What the page's action answers to a JSON body. Throws with the app's own sentence where it refuses. */
  send<S extends z.ZodType>(path: string, body: object, schema: S): Promise<z.output<S>>;
  /** The bytes at a signed address. */
  bytes(address: string): Promise<Buffer>;
  /** Opens an event stream. `since` is the id of the last event that was seen. */
  events(path: string, since: string | undefined): Promise<Response>;
}

const Fault = z.object({ say: z.string() });
const Outcome = z.discriminatedUnion("ok", [z.object({ ok: z.literal(true), result: z.unknown() }), z.object({ ok: z.literal(false), error: Fault })]);
const Result = z.union([z.object({ data: z.unknown() }).strict(), z.object({ error: z.unknown() }).strict()]);

/** A client with a fresh session token for each request, because a token lives for a minute. `signal` ends all of it. */
export function createClient({ url, appUrl }: { readonly url: string; readonly appUrl: string }, signal: AbortSignal): AppClient {
  const ask = async (path: string, init: { method?: string; body?: string; headers?: Readonly<Record<string, string>> } = {}, within = AbortSignal.timeout(REQUEST_MS)): Promise<Response> => {
    const token = await (await fetch(`${url}/_sandbox/token`, { signal })).text();
    return fetch(`${appUrl}/app${path}`, { ...init, redirect: "manual", signal: AbortSignal.any([signal, within]), headers: { authorization: `Bearer ${token}`, "user-agent": PLAIN_AGENT, ...init.headers } });
  };
  const data = (path: string) => {
    const { pathname, search } = new URL(path, "http://app");
    return `${pathname}.data${search}`;
  };
  return {
    read: async (route, path, schema) => {
      const address = new URL(data(path), "http://app");
      address.searchParams.set("_routes", route);
      const response = await ask(`${address.pathname}${address.search}`);
      const answers = z.record(z.string(), Result).parse(await decoded(response, path));
      return schema.parse(unwrapped(answers[route], path));
    },
    send: async (path, body, schema) => {
      const response = await ask(data(path), { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
      const outcome = Outcome.parse(unwrapped(Result.parse(await decoded(response, path)), path));
      if (!outcome.ok) throw new Error(`The app refused ${path}: ${outcome.error.say}`);
      return schema.parse(outcome.result);
    },
    bytes: async (address) => {
      const response = await fetch(new URL(address, appUrl), { signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]) });
      if (!response.ok) throw new Error(`The app answered ${response.status} to the address of an image.`);
      return Buffer.from(await response.arrayBuffer());
    },
    events: async (path, since) => {
      const response = await ask(path, { headers: { accept: "text/event-stream", ...(since ? { "last-event-id": since } : {}) } }, new AbortController().signal);
      if (!response.ok) throw new Error(`The app answered ${response.status} to ${path}.`);
      return response;
    },
  };
}

/** What a page's answer holds, from the format in which Remix sends it. */
async function decoded(response: Response, path: string): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (!response.body || !type.startsWith("text/x-script")) throw new Error(`The app answered ${response.status} to ${path}, and not with a page's data.`);
  const { value, done } = await decode(response.body, { plugins: [thrown] });
  await done;
  return value;
}

/** Errors and redirects come as classes of Remix: their parts in order, the sentence among them. */
function thrown(type: unknown, ...parts: unknown[]): { value: unknown } | false {
  if (type === "ErrorResponse") return { value: parts[0] };
  if (type === "SanitizedError") return { value: { say: `${String(parts[0])}: ${String(parts[1])}` } };
  return type === "SingleFetchRedirect" ? { value: { error: { say: "It leads to another page." } } } : false;
}

function unwrapped(result: z.output<typeof Result> | undefined, path: string): unknown {
  if (result && "data" in result) return result.data;
  const fault = Fault.safeParse(result?.error);
  throw new Error(`The app could not answer ${path}: ${fault.success ? fault.data.say : "It gave no reason."}`);
}
