import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#app/core/errors.ts";
import type { ShopPoints, ThrottleStatus } from "../db/shop-points.server.ts";

/** What a document is taken to cost before Shopify has said it, in points. */
const UNKNOWN = 100;
/** How long a query waits for points: while somebody waits for the answer, and in the background. */
const PATIENCE_MS = { interactive: 20_000, background: 600_000 };
/** Nobody waits longer than this without looking again: Shopify may have corrected the bucket. */
const LONGEST_MS = 2_000;

/** Points that were taken for one query. */
export interface Taken {
  readonly points: number;
  /** What Shopify said of its bucket, and what the query cost: null where it was not executed. */
  settle(said: ThrottleStatus, cost: { readonly requested: number; readonly actual: number | null }): Promise<void>;
}

/** Takes points before a query is sent. */
export interface Budget {
  /** `what` names the document and its size, so that its price is known the next time. Throws shop_throttled where points are not there in time. */
  take(shop: string, what: string): Promise<Taken>;
}

/** The budget of one process: interactive where somebody waits for its answers, as in web; a worker leaves a reserve. */
export function createBudget(points: ShopPoints, interactive: boolean): Budget {
  const prices = new Map<string, number>();
  return {
    take: async (shop, what) => {
      const price = prices.get(what) ?? UNKNOWN;
      let waited = 0;
      for (let pause = await points.take(shop, price, interactive); pause > 0; pause = await points.take(shop, price, interactive)) {
        if (waited > PATIENCE_MS[interactive ? "interactive" : "background"]) throw new AppError("shop_throttled", `${what}: no points in ${waited} ms`);
        const ms = Math.min(pause, LONGEST_MS);
        waited += ms;
        await wait(ms);
      }
      return {
        points: price,
        settle: async (said, { requested, actual }) => {
          prices.set(what, requested);
          await points.settle(shop, actual === null ? price : price - actual, said);
        },
      };
    },
  };
}
