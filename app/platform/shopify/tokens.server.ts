import { setTimeout as wait } from "node:timers/promises";
import { Session } from "@shopify/shopify-api";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import type { Clock, Log } from "#app/core/context.ts";
import type { ShopSessions } from "../db/shop-sessions.server.ts";
import { Secret } from "#app/core/secret.ts";
import type { sessionStorage } from "./session-storage.server.ts";

/** A token with less time than this is refreshed first. */
const FRESH_MS = 5 * 60_000;
/** How long one process may take to refresh before another may try. */
const REFRESH_SECONDS = 15;

const Refreshed = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});

interface TokenParts {
  readonly storage: ReturnType<typeof sessionStorage>;
  readonly rows: ShopSessions;
  readonly shopFetch: typeof fetch;
  readonly apiKey: string;
  readonly apiSecret: Secret;
  readonly clock: Clock;
  readonly log: Log;
}

/** Gives the offline token of a shop, fresh. */
export interface Tokens {
  /** Throws shop_disconnected where there is none, or the refresh token is dead. `spent` is a token that Shopify just refused. */
  token(shop: string, spent?: Secret): Promise<Secret>;
}

/**
 * Offline tokens live an hour and their refresh token is spent by its use, so one process refreshes at
 * a time over all machines (a lease in the row) and one promise at a time in each.
 */
export function createTokens(parts: TokenParts): Tokens {
  const inFlight = new Map<string, Promise<Secret>>();
  return {
    token: (shop, spent) => {
      const running = inFlight.get(shop);
      if (running) return running;
      const started = freshToken(parts, shop, spent).finally(() => inFlight.delete(shop));
      inFlight.set(shop, started);
      return started;
    },
  };
}

async function freshToken(parts: TokenParts, shop: string, spent: Secret | undefined): Promise<Secret> {
  const id = `offline_${shop}`;
  const until = parts.clock.now().getTime() + REFRESH_SECONDS * 2000;
  for (;;) {
    const session = await parts.storage.loadSession(id);
    if (!session?.accessToken) throw new AppError("shop_disconnected", "no token is kept for this shop");
    const refused = spent?.reveal() === session.accessToken;
    const left = (session.expires?.getTime() ?? Infinity) - parts.clock.now().getTime();
    if (!refused && left > FRESH_MS) return new Secret(session.accessToken);
    if (!session.refreshToken) throw new AppError("shop_disconnected", "the token ended and cannot be refreshed");
    if (await parts.rows.takeRefresh(id, REFRESH_SECONDS)) return refresh(parts, session, session.refreshToken);
    if (parts.clock.now().getTime() > until) throw new AppError("shop_unavailable", "another process has refreshed for too long");
    await wait(100);
  }
}

async function refresh(parts: TokenParts, session: Session, refreshToken: string): Promise<Secret> {
  try {
    const response = await parts.shopFetch(`https://${session.shop}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ client_id: parts.apiKey, client_secret: parts.apiSecret.reveal(), grant_type: "refresh_token", refresh_token: refreshToken }),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status >= 500 || response.status === 429) throw new AppError("shop_unavailable", `refresh answered ${response.status}`);
    if (!response.ok) {
      // A dead pair of tokens must not be found again: without it the next visit from the admin exchanges for a new one.
      if (await isSpent(response)) await parts.rows.delete([session.id]);
      throw new AppError("shop_disconnected", `refresh answered ${response.status}`);
    }
    const answer = Refreshed.parse(await response.json());
    const now = parts.clock.now().getTime();
    const renewed = Object.assign(new Session({ id: session.id, shop: session.shop, state: "", isOnline: false }), {
      scope: answer.scope, accessToken: answer.access_token, refreshToken: answer.refresh_token,
      expires: new Date(now + answer.expires_in * 1000), refreshTokenExpires: new Date(now + answer.refresh_token_expires_in * 1000),
    });
    await parts.storage.storeSession(renewed);
    parts.log.info({ shop: session.shop }, "the shop's token was refreshed");
    return new Secret(answer.access_token);
  } catch (error) {
    await parts.rows.releaseRefresh(session.id);
    if (error instanceof AppError) throw error;
    throw new AppError("shop_unavailable", "the token could not be refreshed", { cause: error });
  }
}

/** Whether Shopify says that the refresh token is at fault, and not we who sent it. */
async function isSpent(response: Response): Promise<boolean> {
  const said = z.object({ error: z.string() }).safeParse(await response.json().catch(() => undefined));
  return response.status === 400 && said.data?.error !== "invalid_client";
}
