import http from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { piecesOf } from "./pieces.ts";

/** A body above this is cut: nothing that Shopify takes is larger. */
const MOST_BODY_BYTES = 80_000_000;

export interface Listening {
  readonly port: number;
  close(): void;
}

/** Answers HTTP with a function from request to response, on both loopback addresses, so that `localhost` works whatever it resolves to. */
export async function listen(port: number, origin: () => string, answer: (request: Request) => Promise<Response>): Promise<Listening> {
  const onRequest = (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
    respond(incoming, outgoing, origin, answer).catch((error: unknown) => {
      console.error("sandbox:", error);
      if (!outgoing.headersSent) outgoing.writeHead(500, { "content-type": "text/plain" });
      outgoing.end("The sandbox failed.");
    });
  };
  const first = http.createServer(onRequest);
  const chosen = await bound(first, port, "127.0.0.1");
  const second = http.createServer(onRequest);
  // A machine without IPv6 has the first address only.
  const both = await bound(second, chosen, "::1").then(() => true, () => false);
  const servers = both ? [first, second] : [first];
  return { port: chosen, close: () => servers.forEach((server) => { server.close(); server.closeAllConnections(); }) };
}

function bound(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      const address = server.address();
      if (address && typeof address === "object") resolve(address.port);
      else reject(new Error("no port"));
    });
  });
}

async function respond(incoming: http.IncomingMessage, outgoing: http.ServerResponse, origin: () => string, answer: (request: Request) => Promise<Response>): Promise<void> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, String(value));
  const method = incoming.method ?? "GET";
  const bare = method === "GET" || method === "HEAD";
  const body = bare ? undefined : await bodyOf(incoming);
  const request = new Request(new URL(incoming.url ?? "/", origin()), { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) });
  const response = await answer(request);
  // The write has happened and the line breaks before the answer.
  if (response.status === 599) { outgoing.destroy(); return; }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (method === "HEAD" || !response.body) { outgoing.end(); return; }
  outgoing.flushHeaders();
  // Whoever hangs up, or a body that breaks, ends both sides.
  await pipeline(Readable.from(piecesOf(response.body)), outgoing).catch(() => outgoing.destroy());
}

async function bodyOf(incoming: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BODY_BYTES) throw new Error("the body is too large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
