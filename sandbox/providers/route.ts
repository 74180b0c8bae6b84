import type { Parts } from "../parts.ts";
import { deliver } from "./bfl/deliver.ts";
import { bfl } from "./bfl/bfl.ts";
import { gemini } from "./gemini/gemini.ts";
import { openai } from "./openai/openai.ts";
import type { Provider } from "./provider.ts";
import { serveProvider } from "./serve.ts";

/** The image providers' paths; undefined where an address is none of them. */
export async function providerRoute(parts: Parts, request: Request, url: URL): Promise<Response | undefined> {
  if (url.pathname.startsWith("/bfl-delivery/")) return deliver(parts, request, url);
  const provider = providerAt(url);
  return provider ? serveProvider(parts, provider, request, url) : undefined;
}

/** The provider whose address this is. */
export function providerAt(url: URL): Provider | undefined {
  return [openai, gemini, bfl].find(({ base }) => url.pathname.startsWith(`${base}/`));
}
