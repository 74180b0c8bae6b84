import fs from "node:fs/promises";
import path from "node:path";
import type { Parts } from "./parts.ts";
import { KEY_STARTS } from "./providers/keys.ts";
import { providerAt } from "./providers/route.ts";

/** Where requests are kept, in the sandbox's folder. */
export const TRAFFIC_FILE = "traffic.log";

/** A key of any provider. */
const KEY = new RegExp(`(?:${Object.values(KEY_STARTS).join("|")})[\\w-]{3,}`);

/**
 * Looks through a request for keys that do not belong there: another provider's, or one in a request to
 * Shopify, its CDN or KMS, in the address, a header or the body. What is found is written down as a leak.
 * Where traffic is kept, the request is too, all of it but a provider's own key in its own header.
 */
export async function watchTraffic(parts: Parts, request: Request, url: URL): Promise<void> {
  if (url.pathname.startsWith("/_sandbox/")) return; // tests, not the app
  const own = keyHeaderOf(request, url);
  const headers = [...request.headers].filter(([name]) => name !== own).map(([name, value]) => ({ name, bytes: Buffer.from(value) }));
  const body = Buffer.from(await request.clone().arrayBuffer());
  const pieces = [{ name: "address", bytes: Buffer.from(`${request.method} ${url.href}`) }, ...headers, { name: "body", bytes: body }];
  for (const { name, bytes } of pieces) {
    // Most bodies are images: they become a text only where a key can be in them.
    const key = bytes.includes("-sandbox-") ? KEY.exec(bytes.toString("latin1"))?.[0] : undefined;
    if (key) parts.providers.leaks.push({ at: new Date().toISOString(), path: url.pathname, header: name, keyLast4: key.slice(-4) });
  }
  if (parts.settings.keepTraffic) await fs.appendFile(path.join(parts.folder, TRAFFIC_FILE), Buffer.concat(pieces.flatMap(({ name, bytes }) => [Buffer.from(`${name}: `), bytes, Buffer.from("\n")])));
}

/** The header in which a provider gets its own key. */
function keyHeaderOf(request: Request, url: URL): string | undefined {
  const provider = providerAt(url);
  return provider?.keyIn(request)?.startsWith(KEY_STARTS[provider.name]) ? provider.keyHeader : undefined;
}
