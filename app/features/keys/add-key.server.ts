import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { sealerOf } from "#app/core/ports/vault.ts";
import { Secret } from "#app/core/secret.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { VerifyKeyJob } from "./jobs.ts";
import { logKey, nameOf } from "./store.server.ts";

/** A key as it was pasted. It becomes a Secret while it is parsed, so that nothing can print it from here on. */
export const PastedKey = z.string().trim().min(8, "This is too short to be an API key").max(500, "This is too long to be an API key").transform((value) => new Secret(value));
/** No name has so long a word, and every provider's key is one: a key that was pasted into the field of the name must not be stored and shown. */
const KEY_LIKE = /\S{30,}/;
export const NewKey = z.object({
  provider: z.string().max(40), key: PastedKey,
  label: z.string().trim().min(1, "Give the key a name").max(60, "At most 60 characters").regex(/^\P{Cc}*$/u, "A name has no line breaks or control characters").refine((name) => !KEY_LIKE.test(name), "This looks like an API key. Write a name here, and paste the key into its own field"),
});

/** Seals and stores a key, and has it verified by a worker. Throws invalid_input where it is not a key of that provider. */
export async function addKey(at: WorkspaceContext, input: z.output<typeof NewKey>): Promise<{ keyId: string }> {
  requireCan(at.actor, "manage");
  const lastFour = requireFits(at, input.provider, input.key);
  const keyId = randomUUID();
  const record = await sealerOf(at.vault).seal(input.key, { workspaceId: at.workspaceId, keyId, provider: input.provider, version: 1 });
  await withWorkspace(at, async (tx) => {
    await tx.providerKey.create({ data: { id: keyId, workspaceId: at.workspaceId, provider: input.provider, label: input.label, lastFour, record, createdBy: at.actor.memberId, createdAt: at.clock.now() } });
    await logKey(tx, at.workspaceId, { keyId, kind: "added", text: `${nameOf({ label: input.label, lastFour })} was added`, memberId: at.actor.memberId });
    await at.queue.send(tx, VerifyKeyJob.name, [{ workspaceId: at.workspaceId, keyId, version: 1 }]);
  });
  return { keyId };
}

/** The last four characters of a key that has the form of its provider's keys. */
export function requireFits(at: WorkspaceContext, providerId: string, key: Secret): string {
  const provider = at.providers.get(providerId);
  if (!provider) throw new AppError("invalid_input", "no such provider", { field: "provider", say: "This provider is not supported." });
  if (!key.matches(provider.keyPattern)) throw new AppError("invalid_input", "not a key of that provider", { field: "key", say: `This does not look like an API key of ${provider.title}. Copy it again from ${new URL(provider.keyHelp.url).host}.` });
  return key.lastFour();
}
