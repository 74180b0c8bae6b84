import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";

/** approve saves into the library; reject keeps the image for the restore time; restore and undo bring it back to the undecided ones. */
export const Decision = z.object({ ids: z.array(z.uuid()).min(1).max(500), decision: z.enum(["approve", "reject", "restore", "undo"]) });
type Decision = z.output<typeof Decision>;

type Row = { id: string; state: string; hash: string; fileName: string; mime: string; altText: string; runId: string; assetId: string | null; expiresAt: Date | null };

/** Decides images, each in its own right: what cannot be changed any more is reported and the others are. Throws plan_storage where the library has no room for all that is approved. */
export async function decideOutputs(at: WorkspaceContext, input: Decision): Promise<{ changed: string[]; missed: { id: string; why: string }[] }> {
  requireCan(at.actor, "decide");
  return withWorkspace(at, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      select "id", "state", "hash", "fileName", "mime", "altText", "runId", "assetId", "expiresAt" from "Output"
       where "id" = any(${input.ids}::uuid[]) order by "id" for update`;
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: at.workspaceId }, select: { reviewDays: true, restoreMinutes: true } });
    if (input.decision === "approve") await requireRoom(tx, at, "storage", await newBytes(tx, rows));
    const changed: string[] = [];
    const missed: { id: string; why: string }[] = [];
    for (const row of rows) {
      const why = await refusal(tx, at, row, input.decision);
      if (why) { missed.push({ id: row.id, why }); continue; }
      await apply(tx, at, row, input.decision, workspace);
      changed.push(row.id);
    }
    for (const id of input.ids) if (!rows.some((row) => row.id === id)) missed.push({ id, why: "This image is not here any more." });
    return { changed, missed };
  });
}

/** What approving these adds to the library: the bytes of those that are not approved and not in it, each image once. */
async function newBytes(tx: Tx, rows: readonly Row[]): Promise<number> {
  const hashes = rows.filter(({ state }) => state !== "approved").map(({ hash }) => hash);
  const [sum] = await tx.$queryRaw<{ bytes: bigint }[]>`select coalesce(sum("bytes"), 0)::bigint as "bytes" from "Image" i where "hash" = any(${hashes}) and not exists (select 1 from "Asset" a where a."hash" = i."hash")`;
  return Number(sum?.bytes ?? 0);
}

async function refusal(tx: Tx, at: WorkspaceContext, row: Row, decision: Decision["decision"]): Promise<string | undefined> {
  const gone = row.expiresAt !== null && row.expiresAt <= at.clock.now();
  if (row.state === "expired" || gone) return "This image was kept for its time and then deleted.";
  if (decision === "restore" && row.state !== "rejected") return "This image is not rejected.";
  if (decision === "undo" && row.state === "awaiting") return "There is no decision to undo.";
  const leavesApproved = row.state === "approved" && decision !== "approve";
  const published = leavesApproved && await tx.publicationMedia.count({ where: { outputId: row.id, removedAt: null } });
  return published ? "This image is in a publication. Undo the publication first." : undefined;
}

async function apply(tx: Tx, at: WorkspaceContext, row: Row, decision: Decision["decision"], workspace: { reviewDays: number; restoreMinutes: number }): Promise<void> {
  const now = at.clock.now();
  if (decision === "approve" && row.state === "approved") return;
  if (row.state === "approved" && row.assetId) {
    await tx.asset.deleteMany({ where: { id: row.assetId } });
    await extendUses(tx, row.id, now);
    await releaseUses(tx, at.workspaceId, { kind: "asset", subject: row.assetId });
  }
  const decided = { decidedBy: at.actor.memberId, decidedAt: now };
  if (decision === "approve") {
    const assetId = await saveAsAsset(tx, at, row);
    await extendUses(tx, row.id, null);
    await tx.output.update({ where: { id: row.id }, data: { state: "approved", assetId, expiresAt: null, ...decided } });
    return;
  }
  const expiresAt = decision === "reject" ? new Date(now.getTime() + workspace.restoreMinutes * 60_000) : new Date(now.getTime() + workspace.reviewDays * 86_400_000);
  await extendUses(tx, row.id, expiresAt);
  await tx.output.update({ where: { id: row.id }, data: { state: decision === "reject" ? "rejected" : "awaiting", assetId: null, expiresAt, ...(decision === "reject" ? decided : { decidedBy: null, decidedAt: null }) } });
}

/** The image and the photo it was made from live as long as each other. */
async function extendUses(tx: Tx, outputId: string, expiresAt: Date | null): Promise<void> {
  await tx.imageUse.updateMany({ where: { subject: outputId, kind: { in: ["output", "step"] } }, data: { expiresAt } });
}

async function saveAsAsset(tx: Tx, at: WorkspaceContext, row: Row): Promise<string> {
  const { workspaceId } = at;
  const folder = await tx.folder.upsert({ where: { workspaceId_name: { workspaceId, name: "Outputs" } }, create: { workspaceId, name: "Outputs" }, update: {} });
  const id = randomUUID();
  await tx.imageUse.create({ data: { workspaceId, hash: row.hash, kind: "asset", subject: id } });
  await tx.asset.create({
    data: {
      id, workspaceId, folderId: folder.id, name: `${row.fileName}.${row.mime.replace("image/", "").replace("jpeg", "jpg")}`, hash: row.hash, source: "output",
      record: { runId: row.runId, outputId: row.id, altText: row.altText }, createdBy: at.actor.memberId, createdAt: at.clock.now(),
    },
  });
  return id;
}
