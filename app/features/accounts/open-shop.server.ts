import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { ShopClient } from "#app/core/ports/shop-gateway.ts";

/** The shop of the workspace. Throws shop_disconnected where there is none (any more). */
export async function openShop(at: WorkspaceContext): Promise<ShopClient> {
  if (!at.shopDomain) throw new AppError("shop_disconnected", "no shop is connected");
  return at.shops.open(at.shopDomain);
}
