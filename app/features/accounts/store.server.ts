import type { DatabaseHandle } from "#app/core/context.ts";
import { askAsSystem } from "#app/platform/db/with-system.server.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** The folders that a new workspace starts with. */
export const FIRST_FOLDERS = ["Outputs", "Product images", "Backgrounds", "Scenes", "Poses", "Characters", "References"];

/** A shop as it is found before its workspace is entered. */
export interface FoundShop {
  readonly workspaceId: string;
  readonly domain: string;
  readonly uninstalledAt: Date | null;
  readonly installedAt: Date;
  readonly scopes: string;
  readonly accessEndedAt: Date | null;
}

export async function findShop(db: DatabaseHandle, domain: string): Promise<FoundShop | undefined> {
  return (await askAsSystem<FoundShop>(db, "find-workspace", `select "workspaceId", "domain", "uninstalledAt", "installedAt", "scopes", "accessEndedAt" from "Shop" where "domain" = $1`, [domain]))[0];
}

export async function findShopOf(db: DatabaseHandle, workspaceId: string): Promise<FoundShop | undefined> {
  return (await askAsSystem<FoundShop>(db, "find-workspace", `select "workspaceId", "domain", "uninstalledAt", "installedAt", "scopes", "accessEndedAt" from "Shop" where "workspaceId" = $1`, [workspaceId]))[0];
}

/** The first member is the owner, later ones operators; the workspace row is locked so that there is one first. */
export async function seeMember(tx: Tx, workspaceId: string, shopifyUserId: string, now: Date): Promise<{ id: string; role: string }> {
  const known = await tx.member.findUnique({ where: { workspaceId_shopifyUserId: { workspaceId, shopifyUserId } } });
  if (known) {
    if (now.getTime() - known.lastSeenAt.getTime() > 3_600_000) await tx.member.update({ where: { id: known.id }, data: { lastSeenAt: now } });
    return known;
  }
  await tx.$executeRaw`select 1 from "Workspace" where "id" = ${workspaceId}::uuid for update`;
  const role = (await tx.member.count()) === 0 ? "owner" : "operator";
  return tx.member.upsert({
    where: { workspaceId_shopifyUserId: { workspaceId, shopifyUserId } },
    create: { workspaceId, shopifyUserId, role, lastSeenAt: now },
    update: { lastSeenAt: now },
  });
}
