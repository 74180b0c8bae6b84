import http from "node:http";

/** Shopify's library answers 410 to clients that look like robots. */
const PLAIN_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const HEADERS = { "user-agent": PLAIN_AGENT, "accept-encoding": "gzip", accept: "text/html,*/*" };
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** An answer: its body as it came over the line, and how long the first byte took (ms). */
interface Loaded {
  readonly body: Buffer;
  readonly firstByteMs: number;
}

/** Fetches an address over one kept connection, as a browser does that has been there before. Throws on any answer but 200. */
function load(address: string, encoding: "gzip" | "identity"): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    http.get(address, { agent, headers: { ...HEADERS, "accept-encoding": encoding } }, (response) => {
      const chunks: Buffer[] = [];
      let firstByteMs = 0;
      response.on("data", (chunk: Buffer) => { firstByteMs ||= performance.now() - began; chunks.push(chunk); });
      response.on("end", () => (response.statusCode === 200 ? resolve({ body: Buffer.concat(chunks), firstByteMs }) : reject(new Error(`${new URL(address).pathname} answered ${response.statusCode}`))));
      response.on("error", reject);
    }).on("error", reject);
  });
}

/** Milliseconds from asking for a document to the first byte of its body. */
export async function firstByte(address: string): Promise<number> {
  return (await load(address, "gzip")).firstByteMs;
}

/** Bytes over the line (gzip) of all JavaScript that a document needs: what it preloads, its own scripts, and what those import. */
export async function scriptBytes(address: string): Promise<number> {
  const html = (await load(address, "identity")).body.toString("utf8");
  const found = new Set<string>();
  const open = [...html.matchAll(/<link[^>]+rel="modulepreload"[^>]*>|<script[^>]+src="[^"]+"[^>]*>/g)].flatMap(([tag]) => /(?:href|src)="([^"]+)"/.exec(tag)?.[1] ?? []);
  open.push(...imports(html));
  let bytes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const url = new URL(next, address);
    if (found.has(url.href) || url.origin !== new URL(address).origin) continue;
    found.add(url.href);
    bytes += (await load(url.href, "gzip")).body.byteLength;
    open.push(...imports((await load(url.href, "identity")).body.toString("utf8")).map((name) => new URL(name, url).href));
  }
  return bytes;
}

/** What a module imports at once; what it imports later, on demand, is not counted. */
function imports(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*"([./][^"]+\.js)"/g)].flatMap(([, name]) => name ?? []);
}
