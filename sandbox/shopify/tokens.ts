import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { SHOP } from "../parts.ts";

/** Clocks of two machines may differ by so much. */
const LEEWAY_SECONDS = 10;
const Head = z.object({ alg: z.literal("HS256") });
const Claims = z.object({ iss: z.string(), dest: z.string(), aud: z.string(), sub: z.string(), exp: z.number(), nbf: z.number() });

/** A session token as App Bridge gives it: signed with the app's secret, valid for a minute. */
export function signSessionToken(apiKey: string, apiSecret: string, userId: string, claims: Record<string, unknown> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: `https://${SHOP}/admin`, dest: `https://${SHOP}`, aud: apiKey, sub: userId, exp: now + 60, nbf: now - 5, iat: now - 5, jti: randomUUID(), sid: "sandbox", ...claims })}`;
  return `${body}.${createHmac("sha256", apiSecret).update(body).digest("base64url")}`;
}

/** Whether a session token is for this shop and app, signed by us, and alive. */
export function sessionTokenFits(token: string, apiKey: string, apiSecret: string): boolean {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const wanted = createHmac("sha256", apiSecret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  // Signed by us, so it is JSON.
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  const claims = Claims.safeParse(read(payload));
  if (!Head.safeParse(read(head)).success || !claims.success) return false;
  const { aud, dest, iss, exp, nbf } = claims.data;
  const now = Date.now() / 1000;
  return aud === apiKey && dest === `https://${SHOP}` && iss === `${dest}/admin` && exp > now - LEEWAY_SECONDS && nbf < now + LEEWAY_SECONDS;
}

/** The signature over the frame's parameters, as the admin adds it to the app's address. */
export function signQuery(parameters: Readonly<Record<string, string>>, apiSecret: string): string {
  const text = Object.keys(parameters).sort().map((name) => `${name}=${parameters[name] ?? ""}`).join("&");
  return createHmac("sha256", apiSecret).update(text).digest("hex");
}
