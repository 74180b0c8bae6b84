import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SHOP, type Parts } from "../parts.ts";
import { sessionTokenFits } from "./tokens.ts";

const REFRESH_SECONDS = 7_776_000;
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const Grant = z.discriminatedUnion("grant_type", [
  z.object({ grant_type: z.literal(EXCHANGE), client_id: z.string(), client_secret: z.string(), subject_token: z.string() }),
  z.object({ grant_type: z.literal("refresh_token"), client_id: z.string(), client_secret: z.string(), refresh_token: z.string() }),
]);

/** POST /admin/oauth/access_token: token exchange and refresh with rotation, as expiring offline tokens work since 2026. */
export async function exchangeToken(parts: Parts, request: Request): Promise<Response> {
  const fault = await parts.faults.draw("oauth", undefined);
  if (fault === "500") return Response.json({ error: "server_error" }, { status: 500 });
  if (fault === "429") return Response.json({ error: "too_many_requests" }, { status: 429, headers: { "retry-after": "1" } });
  const grant = Grant.safeParse(await request.json().catch(() => undefined));
  if (!grant.success) return refused("invalid_request", "The grant is not one that the sandbox knows: token exchange or refresh_token");
  if (grant.data.client_id !== parts.apiKey || grant.data.client_secret !== parts.apiSecret) return refused("invalid_client", "client_id or client_secret is not the app's");
  const answer = grant.data.grant_type === "refresh_token"
    ? await refresh(parts, grant.data.refresh_token)
    : sessionTokenFits(grant.data.subject_token, parts.apiKey, parts.apiSecret) ? await issue(parts, null) : refused("invalid_subject_token", "The session token is forged, expired, or of another shop or app");
  return fault === "lost-answer" ? new Response(null, { status: 599 }) : answer;
}

/** Whether an access token may call the Admin API now. */
export function tokenAlive(parts: Parts, token: string): boolean {
  const row = parts.state.tokens.get(token);
  return row !== undefined && row.expiresAt > Date.now();
}

/** What an uninstall does: no token of the shop works any more. */
export async function revokeTokens(parts: Parts): Promise<void> {
  for (const { token } of parts.state.tokens.all()) await parts.state.tokens.remove(token);
}

/** A refresh token may be used again until its successor is used for the first time: an answer that got lost costs nothing. */
async function refresh(parts: Parts, given: string): Promise<Response> {
  const former = parts.state.tokens.all().find((token) => token.refresh === given);
  if (!former || former.refreshUsed) return refused("invalid_request", "This refresh token cannot be used");
  const before = parts.state.tokens.get(former.replaces ?? "");
  if (before) await parts.state.tokens.put(before.token, { ...before, refreshUsed: true });
  return issue(parts, former.token);
}

async function issue(parts: Parts, replaces: string | null): Promise<Response> {
  const token = `shpat_sandbox_${randomBytes(16).toString("hex")}`;
  const refreshToken = `shprt_sandbox_${randomBytes(16).toString("hex")}`;
  const { tokenSeconds, scopes } = parts.settings;
  await parts.state.tokens.put(token, { token, shop: SHOP, refresh: refreshToken, replaces, refreshUsed: false, expiresAt: Date.now() + tokenSeconds * 1000 });
  return Response.json({ access_token: token, scope: scopes, expires_in: tokenSeconds, refresh_token: refreshToken, refresh_token_expires_in: REFRESH_SECONDS });
}

function refused(error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status: 400 });
}
