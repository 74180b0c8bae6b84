import type { Context } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";

/**
 * Asks Shopify itself whether the shop's token still works. A webhook's headers are outside its
 * signature and a body can be replayed, so what destroys is checked at the source first. Throws while
 * Shopify does not answer, so that the webhook is tried again.
 */
export async function stillConnected(context: Context, domain: string): Promise<boolean> {
  try {
    await (await context.shops.open(domain)).context();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "shop_disconnected") return false;
    throw error;
  }
}
