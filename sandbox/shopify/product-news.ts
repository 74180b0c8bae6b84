import type { Parts } from "../parts.ts";
import { sendWebhook } from "./webhooks.ts";

/** Tells the app of what the merchant did to a product: products/create or products/update, or products/delete where it is gone. */
export async function tellOfProduct(parts: Parts, id: string, topic: "products/create" | "products/update" = "products/update"): Promise<void> {
  const product = parts.state.products.get(id);
  const number = Number(id.replace(/\D/g, ""));
  if (product) await sendWebhook(parts, topic, { id: number, admin_graphql_api_id: id, updated_at: product.updatedAt });
  else await sendWebhook(parts, "products/delete", { id: number });
}
