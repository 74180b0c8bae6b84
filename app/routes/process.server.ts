import { openProcess, type Process } from "#app/context.server.ts";
import { createShopifyAuth } from "#app/platform/shopify/auth.server.ts";

/** The web process: its context and the way in through the admin. Opened once, at the first import. */
export interface WebProcess extends Process {
  readonly shopify: ReturnType<typeof createShopifyAuth>;
}

async function open(): Promise<WebProcess> {
  const opened = await openProcess("web");
  return { ...opened, shopify: createShopifyAuth(opened.env, opened.storage, opened.context.log) };
}

export const web: WebProcess = await open();
