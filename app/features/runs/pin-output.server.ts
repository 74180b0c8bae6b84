import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { fileEnding } from "#app/core/image/file-ending.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { confirmBytes, storeBytes, useImage } from "../images/keep-image.server.ts";
import { itemSources } from "./item-sources.server.ts";
import { Shown } from "./shown-values.ts";

/** Where pinned outputs go; made where it is missing. */
export const PINS = "Pins";

/** An image of a test's step, and what it is to be called. */
export const PinOutput = z.object({
  itemId: z.uuid(), node: z.string().max(60), turn: z.int().min(0), place: z.int().min(0),
  name: z.string().trim().min(1, "Write a name").max(120, "At most 120 characters").regex(/^[^/\\]*$/, "A name has no slashes"),
});

/** Saves what a step of a live test made, in full size, to the library. The same picture is not added twice. Throws not_found for what is none, and expired. */
export async function pinOutput(at: WorkspaceContext, { itemId, node, turn, place, name }: z.output<typeof PinOutput>): Promise<{ assetId: string }> {
  requireCan(at.actor, "edit-assets");
  const { workspaceId } = at;
  const step = await withWorkspace(at, (tx) => tx.step.findFirst({ where: { itemId, node, index: turn, item: { run: { kind: "test" } } }, include: { item: { select: { runId: true } } } }));
  const value = Shown.nullable().parse(step?.shown ?? null)?.values[place];
  if (!step || value?.kind !== "image") throw new AppError("not_found", "no image to pin", { say: "There is no image of this step to pin. Test it again." });
  const { recipe, encoding } = value;
  const sources = await itemSources(at).allOf(recipe).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "missing_asset") throw new AppError("expired", "sources gone", { say: "What this was made from was kept for its time and then deleted. Test it again, then pin it." });
    throw error;
  });
  const made = await at.images.render({ recipe, encoding, sources });
  const stored = await storeBytes(at, made);
  const assetId = await withWorkspace(at, async (tx) => {
    const folder = await tx.folder.upsert({ where: { workspaceId_name: { workspaceId, name: PINS } }, create: { workspaceId, name: PINS }, update: {} });
    const twin = await tx.asset.findFirst({ where: { folderId: folder.id, hash: stored.hash }, select: { id: true } });
    if (twin) return twin.id;
    await requireRoom(tx, at, "storage", stored.bytes);
    const id = randomUUID();
    await useImage(tx, stored, { kind: "asset", subject: id, expiresAt: null });
    await tx.asset.create({
      data: {
        id, workspaceId, folderId: folder.id, name: `${name}.${fileEnding(stored.mime)}`, hash: stored.hash, source: "output",
        record: { runId: step.item.runId, node }, createdBy: at.actor.memberId, createdAt: at.clock.now(),
      },
    });
    return id;
  });
  await confirmBytes(at, [{ hash: stored.hash, bytes: made.bytes }]);
  return { assetId };
}
