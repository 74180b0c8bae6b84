import { randomUUID } from "node:crypto";
import type { Context, WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { isRole } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Doorkeeper } from "./doorkeeper.ts";
import { setAccess } from "./set-access.server.ts";
import { stillConnected } from "./still-connected.server.ts";
import { FIRST_FOLDERS, findShop, seeMember, type FoundShop } from "./store.server.ts";

/** Who asks to come in: a shop whose token was checked, and Shopify's id of the person. */
interface Visitor {
  readonly shop: string;
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** Binds a request to the workspace of its shop, making the workspace on the first visit. Connects a shop again that had uninstalled. */
export async function enterWorkspace(context: Context, visitor: Visitor, door: Doorkeeper): Promise<WorkspaceContext> {
  const known = await findShop(context.db, visitor.shop);
  const shop = known ?? await createWorkspace(context, visitor);
  const { workspaceId } = shop;
  if (shop.accessEndedAt) await lookAtAccess(context, workspaceId, visitor.shop);
  const again = shop.uninstalledAt !== null || (shop.authorisedAt !== null && shop.authorisedAt > shop.installedAt);
  if (again || shop.scopes !== visitor.scopes.join(",")) await connectAgain(context, shop, visitor, again);
  if (!known || again) await door.connected(context, workspaceId);
  const member = await withWorkspace({ db: context.db, workspaceId }, (tx) => seeMember(tx, { workspaceId, clock: context.clock }, visitor.userId, door));
  if (!isRole(member.role)) throw new AppError("internal", `unknown role ${member.role}`);
  return { ...context, workspaceId, shopDomain: shop.domain, actor: { memberId: member.id, role: member.role, ...(member.pausedAt ? { paused: true } : {}) } };
}

async function createWorkspace(context: Context, visitor: Visitor): Promise<FoundShop> {
  const workspaceId = randomUUID();
  const facts = await context.shops.open(visitor.shop).then((shop) => shop.context()).catch((error: unknown) => {
    context.log.warn({ error, shop: visitor.shop }, "the shop's name could not be read, its domain stands for it");
    return undefined;
  });
  const name = facts?.name ?? visitor.shop.replace(".myshopify.com", "");
  const now = context.clock.now();
  try {
    await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
      await tx.workspace.create({ data: { id: workspaceId, name } });
      await tx.shop.create({ data: { workspaceId, domain: visitor.shop, name, gid: facts?.gid ?? null, currency: facts?.currency ?? "USD", scopes: visitor.scopes.join(","), installedAt: now } });
      await tx.folder.createMany({ data: FIRST_FOLDERS.map((folder, position) => ({ workspaceId, name: folder, position })) });
    });
  } catch (error) {
    // Two first visits at one moment: the domain is unique, the other one won.
    const other = await findShop(context.db, visitor.shop);
    if (!other) throw error;
    return other;
  }
  context.log.info({ workspaceId, shop: visitor.shop }, "a shop was connected");
  return { workspaceId, domain: visitor.shop, uninstalledAt: null, installedAt: now, scopes: visitor.scopes.join(","), authorisedAt: null, accessEndedAt: null };
}

/** A visit brings a fresh token in most cases: Shopify itself says whether it works. Where it does not answer, nothing is changed. */
async function lookAtAccess(context: Context, workspaceId: string, domain: string): Promise<void> {
  const works = await stillConnected(context, domain).catch((error: unknown) => {
    context.log.warn({ error, workspaceId }, "whether the shop is connected again could not be asked");
    return false;
  });
  if (works) await setAccess({ ...context, workspaceId }, true);
}

/** A token that is newer than the installation we know says that it was installed anew, whether or not its uninstall was heard of. */
async function connectAgain(context: Context, { workspaceId, uninstalledAt, authorisedAt }: FoundShop, visitor: Visitor, again: boolean): Promise<void> {
  await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
    const installedAt = authorisedAt && (!uninstalledAt || authorisedAt > uninstalledAt) ? authorisedAt : context.clock.now();
    await tx.shop.update({ where: { workspaceId }, data: { scopes: visitor.scopes.join(","), ...(again ? { uninstalledAt: null, installedAt } : {}) } });
    if (uninstalledAt) await tx.workspace.update({ where: { id: workspaceId }, data: { pausedAt: null } });
  });
}
