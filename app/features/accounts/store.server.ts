import type { Context, DatabaseHandle } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { askAsSystem } from "#app/platform/db/with-system.server.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import type { Doorkeeper } from "./doorkeeper.ts";

/** The folders that a new workspace starts with. */
export const FIRST_FOLDERS = ["Outputs", "Product images", "Backgrounds", "Scenes", "Poses", "Characters", "References"];

/** A shop as it is found before its workspace is entered. */
export interface FoundShop {
  readonly workspaceId: string;
  readonly domain: string;
  readonly uninstalledAt: Date | null;
  readonly installedAt: Date;
  readonly scopes: string;
  /** When Shopify gave the token that is kept now; null where there is none. */
  readonly authorisedAt: Date | null;
  readonly accessEndedAt: Date | null;
}

const FOUND = `"workspaceId", "domain", "uninstalledAt", "installedAt", "scopes", "accessEndedAt", (select max(s."createdAt") from "ShopSession" s where s."shop" = "domain") as "authorisedAt"`;

export async function findShop(db: DatabaseHandle, domain: string): Promise<FoundShop | undefined> {
  return (await askAsSystem<FoundShop>(db, "find-workspace", `select ${FOUND} from "Shop" where "domain" = $1`, [domain]))[0];
}

export async function findShopOf(db: DatabaseHandle, workspaceId: string): Promise<FoundShop | undefined> {
  return (await askAsSystem<FoundShop>(db, "find-workspace", `select ${FOUND} from "Shop" where "workspaceId" = $1`, [workspaceId]))[0];
}

/** The first member is the owner, later ones operators; the workspace row is locked so that there is one first. Throws not_allowed for who was removed, and where the plan has no room for one more. */
export async function seeMember(tx: Tx, at: Pick<Context, "clock"> & { readonly workspaceId: string }, shopifyUserId: string, door: Doorkeeper): Promise<{ id: string; role: string; pausedAt: Date | null }> {
  const { workspaceId } = at;
  const now = at.clock.now();
  const known = await tx.member.findUnique({ where: { workspaceId_shopifyUserId: { workspaceId, shopifyUserId } } });
  if (known?.removedAt) throw new AppError("not_allowed", "a removed member", { say: "The owner has removed you from this workspace. Ask them to let you in again under Settings." });
  if (known) {
    if (now.getTime() - known.lastSeenAt.getTime() > 3_600_000) await tx.member.update({ where: { id: known.id }, data: { lastSeenAt: now } });
    return known;
  }
  await tx.$executeRaw`select 1 from "Workspace" where "id" = ${workspaceId}::uuid for update`;
  const role = (await tx.member.count()) === 0 ? "owner" : "operator";
  if (role !== "owner") await door.requireRoom(tx, at);
  return tx.member.upsert({
    where: { workspaceId_shopifyUserId: { workspaceId, shopifyUserId } },
    create: { workspaceId, shopifyUserId, role, lastSeenAt: now },
    update: { lastSeenAt: now },
  });
}
