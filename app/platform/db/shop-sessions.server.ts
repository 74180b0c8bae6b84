import type { DatabaseHandle } from "#app/core/context.ts";
import { clientsOf } from "./open.server.ts";

/** A session as it is stored: encrypted, found by its id or its shop. */
export interface StoredSession {
  readonly id: string;
  readonly shop: string;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly expiresAt: Date | null;
}

/** Rows of ShopSession. They have no workspace: a session comes before its workspace is known. */
export function shopSessions(db: DatabaseHandle) {
  const { app } = clientsOf(db);
  return {
    load: (id: string) => app.shopSession.findUnique({ where: { id } }),
    byShop: (shop: string) => app.shopSession.findMany({ where: { shop } }),
    store: async (row: StoredSession) => {
      const data = { ...row, refreshingUntil: null, updatedAt: new Date() };
      await app.shopSession.upsert({ where: { id: row.id }, create: data, update: data });
    },
    delete: async (ids: readonly string[]) => { await app.shopSession.deleteMany({ where: { id: { in: [...ids] } } }); },
    /** With what else is kept by the shop's name alone. */
    deleteShop: async (shop: string) => {
      await app.shopPoints.deleteMany({ where: { shop } });
      return (await app.shopSession.deleteMany({ where: { shop } })).count;
    },
    /** Takes the right to refresh for some seconds; false while another process has it. */
    takeRefresh: async (id: string, seconds: number) =>
      (await app.$executeRaw`update "ShopSession" set "refreshingUntil" = now() + make_interval(secs => ${seconds}) where id = ${id} and ("refreshingUntil" is null or "refreshingUntil" < now())`) === 1,
    releaseRefresh: async (id: string) => { await app.$executeRaw`update "ShopSession" set "refreshingUntil" = null where id = ${id}`; },
  };
}
export type ShopSessions = ReturnType<typeof shopSessions>;
