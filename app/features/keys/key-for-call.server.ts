import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { openerOf } from "#app/core/ports/vault.ts";
import type { Outcome } from "#app/core/provider.ts";
import { callAsWorkspace, withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { logKey, nameOf } from "./store.server.ts";

/** A key of a workspace, still sealed. `pausedUntil`: the provider asked for a pause until then. */
const UsableKey = z.object({ id: z.string(), provider: z.string(), version: z.number(), label: z.string(), lastFour: z.string(), record: z.unknown(), pausedUntil: z.coerce.date().nullable() });
export type UsableKey = Readonly<z.output<typeof UsableKey>>;

/** The working key of a provider that was added first (working_key); undefined where there is none. */
export async function workingKey(at: WorkspaceContext, provider: string): Promise<UsableKey | undefined> {
  return UsableKey.nullable().parse(await callAsWorkspace(at, Prisma.sql`working_key(${provider})`)) ?? undefined;
}

/** One named key, whatever its state: for a ticket that was bought with it. Undefined once it is removed. */
export async function namedKey(at: WorkspaceContext, keyId: string): Promise<UsableKey | undefined> {
  return await withWorkspace(at, (tx) => tx.providerKey.findFirst({ where: { id: keyId, removedAt: null } })) ?? undefined;
}

/** Opens a key for one exchange. Workers only; the value must not leave `use`. */
export async function withKey<T>(at: WorkspaceContext, key: UsableKey, use: (value: string) => Promise<T>): Promise<T> {
  return openerOf(at.vault).open(key.record, { workspaceId: at.workspaceId, keyId: key.id, provider: key.provider, version: key.version }, use);
}

/** The provider asks for a pause: no call of this key before then. */
export async function pauseKey(at: WorkspaceContext, key: UsableKey, until: Date): Promise<void> {
  await withWorkspace(at, (tx) => tx.providerKey.updateMany({ where: { id: key.id, version: key.version }, data: { pausedUntil: until } }));
}

/** The provider refused the key while it was in use: it is not used again until it was verified anew. */
export async function refuseKey(at: WorkspaceContext, key: UsableKey, outcome: Extract<Outcome, { state: "bad-key" | "no-quota" | "not-permitted" }>): Promise<void> {
  const state = outcome.state === "not-permitted" ? "unverified" : outcome.state;
  const say = outcome.state === "not-permitted" ? outcome.why : outcome.state === "no-quota" ? "The account of this key has no credit left. Add credit at the provider, then check again." : "The provider does not know this key any more. Put another one in its place.";
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.providerKey.updateMany({ where: { id: key.id, version: key.version, state: "works" }, data: { state, say } });
    if (count > 0) await logKey(tx, at.workspaceId, { keyId: key.id, kind: "refused", text: `${nameOf(key)}: ${say}`, memberId: null });
  });
}
