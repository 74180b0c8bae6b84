import type { DatabaseHandle } from "#app/core/context.ts";
import { clientsOf } from "./open.server.ts";

/** What Shopify says of its bucket after a query: points, and points a second. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** The leaky bucket of each shop, shared by all processes. */
export interface ShopPoints {
  /** Takes the points of a query: 0 where it may be sent now, else in how many ms to ask again. */
  take(shop: string, points: number, interactive: boolean): Promise<number>;
  /** Corrects the bucket by what Shopify said. `unused` of the points that were taken were not needed. */
  settle(shop: string, unused: number, said: ThrottleStatus): Promise<void>;
}

/** Opens the buckets. They have no workspace: a shop is asked before its workspace is known. */
export function shopPoints(db: DatabaseHandle): ShopPoints {
  const { appPool } = clientsOf(db);
  return {
    take: async (shop, points, interactive) => (await appPool.query<{ ms: number }>("select take_points($1, $2, $3) as ms", [shop, points, interactive])).rows[0]?.ms ?? 0,
    settle: async (shop, unused, { currentlyAvailable, maximumAvailable, restoreRate }) => {
      await appPool.query("select settle_points($1, $2, $3, $4, $5)", [shop, unused, currentlyAvailable, maximumAvailable, restoreRate]);
    },
  };
}
