import type { DatabaseHandle } from "#app/core/context.ts";
import { findShop, type FoundShop } from "./store.server.ts";

/** The shop of a domain, if it was ever connected and not erased. */
export async function findShopByDomain(db: DatabaseHandle, domain: string): Promise<FoundShop | undefined> {
  return findShop(db, domain);
}
