import type { Context } from "#app/core/context.ts";
import { openerOf } from "#app/core/ports/vault.ts";
import { rewrapAll, type RewrapProgress } from "#app/core/vault/rewrap-all.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** What a rotation of the KMS key has done. */
export interface Rewrapped {
  readonly total: number;
  readonly moved: number;
  /** Keys that do not open here: their merchants have to enter them again. */
  readonly unreadable: readonly { readonly workspaceId: string; readonly keyId: string }[];
}

/**
 * Brings every sealed API key of the installation under the newest KMS key, workspace by workspace, without
 * decrypting one. It may be stopped and begun again. A key that its merchant replaces meanwhile is left alone.
 */
export async function rewrapKeys(context: Context, onProgress: (progress: RewrapProgress) => void): Promise<Rewrapped> {
  const opener = openerOf(context.vault);
  const workspaces = await withSystem(context.db, "rewrap-keys", (tx) => tx.query<{ workspaceId: string; keys: number }>(
    `select "workspaceId"::text, count(*)::int as keys from "ProviderKey" where "state" <> 'removed' group by 1 order by 1`));
  const total = workspaces.reduce((sum, { keys }) => sum + keys, 0);
  const unreadable: { workspaceId: string; keyId: string }[] = [];
  let [before, moved] = [0, 0];
  for (const { workspaceId } of workspaces) {
    const at = { db: context.db, workspaceId };
    const keys = await withWorkspace(at, (tx) => tx.providerKey.findMany({ where: { state: { not: "removed" } }, orderBy: { id: "asc" } }));
    const rows = keys.map(({ id, provider, version, record }) => ({ sealed: record, context: { workspaceId, keyId: id, provider, version } }));
    const came = await rewrapAll(opener, rows, {
      save: async ({ context: { keyId, version } }, sealed) => {
        await withWorkspace(at, (tx) => tx.providerKey.updateMany({ where: { id: keyId, version, state: { not: "removed" } }, data: { record: sealed } }));
      },
      onProgress: ({ done }) => onProgress({ done: before + done, total }),
    });
    before += rows.length;
    moved += came.moved;
    unreadable.push(...came.unreadable.map(({ context: { keyId } }) => ({ workspaceId, keyId })));
  }
  return { total, moved, unreadable };
}
