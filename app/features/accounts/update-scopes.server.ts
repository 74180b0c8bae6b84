import type { Context } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { findShop } from "./store.server.ts";

/** app/scopes_update: what the shop grants now. The body names no shop, so what it says is asked of Shopify itself. Throws while Shopify does not answer. */
export async function updateScopes(context: Context, domain: string, said: readonly string[]): Promise<string> {
  const shop = await findShop(context.db, domain);
  if (!shop) return "ignored: this shop is not known";
  if (shop.scopes === said.join(",")) return "done: scopes as they were";
  const granted = await grantedScopes(context, domain);
  if (!granted) return "ignored: the shop is not connected";
  const { workspaceId } = shop;
  await withWorkspace({ db: context.db, workspaceId }, (tx) => tx.shop.update({ where: { workspaceId }, data: { scopes: granted.join(",") } }));
  return "done: scopes updated";
}

async function grantedScopes(context: Context, domain: string): Promise<readonly string[] | undefined> {
  try {
    return (await (await context.shops.open(domain)).context()).scopes;
  } catch (error) {
    if (error instanceof AppError && error.code === "shop_disconnected") return undefined;
    throw error;
  }
}
