import type { WorkspaceContext } from "#app/core/context.ts";
import type { KeyVerdict } from "#app/core/provider.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withKey } from "./key-for-call.server.ts";
import type { VerifyKeyPayload } from "./jobs.ts";
import { logKey, nameOf, wakeItems } from "./store.server.ts";

/** Asks the provider what a key can do (free of charge) and writes it down. A key that was rotated or removed meanwhile is left alone. */
export async function verifyKey(at: WorkspaceContext, job: VerifyKeyPayload, signal: AbortSignal): Promise<void> {
  const key = await withWorkspace(at, (tx) => tx.providerKey.findFirst({ where: { id: job.keyId, version: job.version, removedAt: null } }));
  const provider = key ? at.providers.get(key.provider) : undefined;
  if (!key || !provider) return;
  const verdict = await withKey(at, key, (value) => provider.verify(at.lines.open(provider, value, signal)));
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.providerKey.updateMany({ where: { id: key.id, version: job.version, removedAt: null }, data: { state: verdict.state, say: sayOf(verdict, provider.title), checkedAt: at.clock.now() } });
    if (count === 0) return;
    const works = verdict.state === "works";
    await logKey(tx, at.workspaceId, { keyId: key.id, kind: works ? "verified" : "refused", text: works ? `${nameOf(key)} works` : `${nameOf(key)}: ${sayOf(verdict, provider.title) ?? verdict.state}`, memberId: null });
    if (works) await wakeItems(tx, ["no_key"]);
  });
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
