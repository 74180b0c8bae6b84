import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import type { KeyVerdict, Provider } from "#app/core/provider.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withKey, type UsableKey } from "./key-for-call.server.ts";
import type { VerifyKeyPayload } from "./jobs.ts";
import { logKey, nameOf, wakeItems } from "./store.server.ts";

/** Asks the provider what a key can do (free of charge) and writes it down. A key that was rotated or removed meanwhile is left alone. */
export async function verifyKey(at: WorkspaceContext, job: VerifyKeyPayload, signal: AbortSignal): Promise<void> {
  const key = await withWorkspace(at, (tx) => tx.providerKey.findFirst({ where: { id: job.keyId, version: job.version, removedAt: null } }));
  const provider = key ? at.providers.get(key.provider) : undefined;
  if (!key || !provider) return;
  const { state, say } = await verdictOf(at, key, provider, signal);
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.providerKey.updateMany({ where: { id: key.id, version: job.version, removedAt: null }, data: { state, say, checkedAt: at.clock.now() } });
    if (count === 0) return;
    const works = state === "works";
    await logKey(tx, at.workspaceId, { keyId: key.id, kind: works ? "verified" : "refused", text: works ? `${nameOf(key)} works` : `${nameOf(key)}: ${say ?? state}`, memberId: null });
    if (works) await wakeItems(tx, ["no_key"]);
  });
}

/** What the provider says of it; a key that the vault cannot read any more (its KMS key is gone) has to be entered again. */
async function verdictOf(at: WorkspaceContext, key: UsableKey, provider: Provider, signal: AbortSignal): Promise<{ state: KeyVerdict["state"]; say: string | null }> {
  try {
    const verdict = await withKey(at, key, (value) => provider.verify(at.lines.open(provider, value, signal)));
    return { state: verdict.state, say: sayOf(verdict, provider.title) };
  } catch (error) {
    const { code, say } = toAppError(error);
    if (code !== "key_unreadable") throw error;
    return { state: "bad-key", say };
  }
}

function sayOf(verdict: KeyVerdict, title: string): string | null {
  switch (verdict.state) {
    case "works": return verdict.note;
    case "bad-key": return `${title} does not know this key. Make a new one and put it in its place.`;
    case "no-quota": return `The account of this key has no credit left. Add credit at ${title}, then check again.`;
    case "unverified": return verdict.why;
    case "unreachable": return `${title} could not be asked: ${verdict.why} Check again in a moment.`;
  }
}
