import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SCOPES, SHOP, type Parts } from "../parts.ts";
import { sessionTokenFits } from "./tokens.ts";

const REFRESH_SECONDS = 7_776_000;
const Grant = z.object({ client_id: z.string(), client_secret: z.string(), grant_type: z.string(), subject_token: z.string().optional(), refresh_token: z.string().optional() });

/** POST /admin/oauth/access_token: token exchange and refresh with rotation, as expiring offline tokens work since 2026. */
export async function exchangeToken(parts: Parts, request: Request): Promise<Response> {
  const fault = await parts.faults.draw("oauth", undefined);
  if (fault === "500") return Response.json({ error: "server_error" }, { status: 500 });
  if (fault === "429") return Response.json({ error: "too_many_requests" }, { status: 429, headers: { "retry-after": "1" } });
  const grant = Grant.safeParse(await request.json().catch(() => undefined));
  if (!grant.success || grant.data.client_id !== parts.apiKey || grant.data.client_secret !== parts.apiSecret) return Response.json({ error: "invalid_client" }, { status: 400 });
  const { subject_token: subject, refresh_token: refresh } = grant.data;
  if (refresh !== undefined) {
    const former = parts.state.tokens.all().find((token) => token.refresh === refresh);
    if (!former || former.refreshUsed) return Response.json({ error: "invalid_request", error_description: "This refresh token cannot be used" }, { status: 400 });
    // The former refresh token stays usable until its successor is used for the first time.
    const issued = await issue(parts);
    await parts.state.tokens.put(former.token, { ...former, refreshUsed: true });
    return issued;
  }
  if (!subject || !sessionTokenFits(subject, parts.apiKey, parts.apiSecret)) return Response.json({ error: "invalid_subject_token" }, { status: 400 });
  return issue(parts);
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

async function issue(parts: Parts): Promise<Response> {
  const token = `shpat_sandbox_${randomBytes(16).toString("hex")}`;
  const refresh = `shprt_sandbox_${randomBytes(16).toString("hex")}`;
  const seconds = parts.settings.tokenSeconds;
  await parts.state.tokens.put(token, { token, shop: SHOP, refresh, refreshUsed: false, expiresAt: Date.now() + seconds * 1000 });
  return Response.json({ access_token: token, scope: SCOPES, expires_in: seconds, refresh_token: refresh, refresh_token_expires_in: REFRESH_SECONDS });
}
