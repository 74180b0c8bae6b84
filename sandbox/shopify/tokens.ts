import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { SHOP } from "../parts.ts";

const Claims = z.object({ iss: z.string(), dest: z.string(), aud: z.string(), sub: z.string(), exp: z.number() });

/** A session token as App Bridge gives it: signed with the app's secret, valid for a minute. */
export function signSessionToken(apiKey: string, apiSecret: string, userId: string, claims: Record<string, unknown> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: `https://${SHOP}/admin`, dest: `https://${SHOP}`, aud: apiKey, sub: userId, exp: now + 60, nbf: now - 5, iat: now - 5, jti: randomUUID(), sid: "sandbox", ...claims })}`;
  return `${body}.${createHmac("sha256", apiSecret).update(body).digest("base64url")}`;
}

/** Whether a session token is one of ours and alive. */
export function sessionTokenFits(token: string, apiKey: string, apiSecret: string): boolean {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const wanted = createHmac("sha256", apiSecret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  const claims = Claims.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  return claims.success && claims.data.aud === apiKey && claims.data.exp > Date.now() / 1000 - 10;
}
