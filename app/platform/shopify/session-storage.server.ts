import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { z } from "zod";
import type { ShopSessions, StoredSession } from "../db/shop-sessions.server.ts";
import type { Secret } from "#app/core/secret.ts";

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const Plain = z.object({
  id: z.string(), shop: z.string(), state: z.string(), isOnline: z.boolean(), scope: z.string().optional(),
  expires: z.coerce.date().optional(), accessToken: z.string().optional(),
  refreshToken: z.string().optional(), refreshTokenExpires: z.coerce.date().optional(),
});

/**
 * Shopify's session storage over our table, with tokens encrypted by AES-256-GCM under a key of their
 * own; the id and the shop are bound in, so a row cannot be moved to another shop. (Shopify's own
 * Prisma storage keeps tokens in clear text.)
 */
export function sessionStorage(rows: ShopSessions, key: Secret) {
  const secret = () => Buffer.from(key.reveal(), "base64");
  const open = (row: StoredSession): Session => decryptSession(row, secret());
  return {
    storeSession: async (session: Session) => {
      await rows.store({ id: session.id, shop: session.shop, expiresAt: session.expires ?? null, ciphertext: encryptSession(session, secret()) });
      return true;
    },
    loadSession: async (id: string) => {
      const row = await rows.load(id);
      return row ? open(row) : undefined;
    },
    deleteSession: async (id: string) => { await rows.delete([id]); return true; },
    deleteSessions: async (ids: string[]) => { await rows.delete(ids); return true; },
    findSessionsByShop: async (shop: string) => (await rows.byShop(shop)).map(open),
  };
}

/** version (1 byte), iv (12), tag (16), ciphertext. */
export function encryptSession(session: Session, key: Buffer): Uint8Array<ArrayBuffer> {
  const { id, shop, state, isOnline, scope, expires, accessToken, refreshToken, refreshTokenExpires } = session;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(binding(id, shop));
  const body = Buffer.concat([cipher.update(JSON.stringify({ id, shop, state, isOnline, scope, expires, accessToken, refreshToken, refreshTokenExpires }), "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]));
}

/** Throws when anything was changed, or when the row belongs to another shop. */
export function decryptSession(row: Pick<StoredSession, "id" | "shop" | "ciphertext">, key: Buffer): Session {
  const bytes = Buffer.from(row.ciphertext);
  if (bytes[0] !== VERSION) throw new Error("a session record of an unknown version");
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  // Without the length Node accepts a tag that was cut to four bytes.
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(binding(row.id, row.shop));
  decipher.setAuthTag(tag);
  const text = Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  const { scope, expires, accessToken, refreshToken, refreshTokenExpires, ...fixed } = Plain.parse(JSON.parse(text));
  return Object.assign(new Session(fixed), withoutUndefined({ scope, expires, accessToken, refreshToken, refreshTokenExpires }));
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function binding(id: string, shop: string): Buffer {
  return Buffer.from(JSON.stringify({ app: "piccaso", table: "ShopSession", version: VERSION, id, shop }));
}
