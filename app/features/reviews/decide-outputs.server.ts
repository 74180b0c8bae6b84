import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { fileEnding } from "#app/core/image/file-ending.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";

/** Images that are decided in one go, at most. */
const MOST_AT_ONCE = 500;

/** approve saves into the library; reject keeps the image for the restore time; restore and undo bring it back to the undecided ones. */
export const Decision = z.object({ ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE), decision: z.enum(["approve", "reject", "restore", "undo"]) });
type Decision = z.output<typeof Decision>;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly hash: string;
  readonly fileName: string;
  readonly mime: string;
  readonly altText: string;
  readonly runId: string;
  readonly assetId: string | null;
  readonly expiresAt: Date | null;
  /** Whether a publication holds it. */
  readonly published: boolean;
}

/** Decides images, each in its own right: what cannot be changed any more is reported and the others are. The same number of queries for one and for five hundred. Throws plan_storage where the library has no room for all that is approved. */
export async function decideOutputs(at: WorkspaceContext, input: Decision): Promise<{ changed: string[]; missed: { id: string; why: string }[] }> {
  requireCan(at.actor, "decide");
  return withWorkspace(at, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      select o."id", o."state", o."hash", o."fileName", o."mime", o."altText", o."runId", o."assetId", o."expiresAt",
             exists (select from "PublicationMedia" m where m."outputId" = o."id" and m."removedAt" is null) as "published"
        from "Output" o where o."id" = any(${input.ids}::uuid[]) order by o."id" for update`;
    const now = at.clock.now();
    const missed = rows.flatMap((row) => { const why = refusal(row, input.decision, now); return why === undefined ? [] : [{ id: row.id, why }]; });
    const changed = rows.filter(({ id }) => !missed.some((one) => one.id === id));
    if (input.decision === "approve") await approve(tx, at, changed.filter(({ state }) => state !== "approved"), now);
    else await takeBack(tx, at, changed, input.decision === "reject", now);
    const gone = input.ids.filter((id) => !rows.some((row) => row.id === id)).map((id) => ({ id, why: "This image is not here any more." }));
    return { changed: changed.map(({ id }) => id), missed: [...missed, ...gone] };
  });
}

/** What approving these adds to the library: the bytes of those that are not in it yet, each image once. */
async function newBytes(tx: Tx, rows: readonly Row[]): Promise<number> {
  const hashes = rows.map(({ hash }) => hash);
  const [sum] = await tx.$queryRaw<{ bytes: bigint }[]>`select coalesce(sum("bytes"), 0)::bigint as "bytes" from "Image" i where "hash" = any(${hashes}) and not exists (select 1 from "Asset" a where a."hash" = i."hash")`;
  return Number(sum?.bytes ?? 0);
}

function refusal({ state, expiresAt, published }: Row, decision: Decision["decision"], now: Date): string | undefined {
  const gone = expiresAt !== null && expiresAt <= now;
  if (state === "expired" || gone) return "This image was kept for its time and then deleted.";
  if (decision === "restore" && state !== "rejected") return "This image is not rejected.";
  if (decision === "undo" && state === "awaiting") return "There is no decision to undo.";
  return published && state === "approved" && decision !== "approve" ? "This image is in a publication. Undo the publication first." : undefined;
}

/** Each becomes an asset of the library, and lives as long as that. */
async function approve(tx: Tx, at: WorkspaceContext, rows: readonly Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await requireRoom(tx, at, "storage", await newBytes(tx, rows));
  const { workspaceId } = at;
  const folder = await tx.folder.upsert({ where: { workspaceId_name: { workspaceId, name: "Outputs" } }, create: { workspaceId, name: "Outputs" }, update: {} });
  const saved = rows.map((row) => ({ ...row, assetId: randomUUID() }));
  await tx.imageUse.createMany({ data: saved.map(({ hash, assetId }) => ({ workspaceId, hash, kind: "asset", subject: assetId })) });
  await tx.asset.createMany({
    data: saved.map(({ id, assetId, hash, fileName, mime, altText, runId }) => ({
      id: assetId, workspaceId, folderId: folder.id, name: `${fileName}.${fileEnding(mime)}`, hash, source: "output",
      record: { runId, outputId: id, altText }, createdBy: at.actor.memberId, createdAt: now,
    })),
  });
  await extendUses(tx, saved, null);
  await tx.$executeRaw`
    update "Output" o set "state" = 'approved', "assetId" = saved."asset", "expiresAt" = null, "decidedBy" = ${at.actor.memberId}::uuid, "decidedAt" = ${now}
      from unnest(${saved.map(({ id }) => id)}::uuid[], ${saved.map(({ assetId }) => assetId)}::uuid[]) saved("id", "asset") where o."id" = saved."id"`;
}

/** Out of the library where they were in it: rejected ones for the restore time, the others wait for a decision anew. */
async function takeBack(tx: Tx, at: WorkspaceContext, rows: readonly Row[], rejected: boolean, now: Date): Promise<void> {
  if (rows.length === 0) return;
  const { reviewDays, restoreMinutes } = await tx.workspace.findUniqueOrThrow({ where: { id: at.workspaceId }, select: { reviewDays: true, restoreMinutes: true } });
  const expiresAt = new Date(now.getTime() + (rejected ? restoreMinutes * 60_000 : reviewDays * 86_400_000));
  await extendUses(tx, rows, expiresAt);
  const assets = rows.flatMap(({ assetId }) => assetId ?? []);
  await tx.asset.deleteMany({ where: { id: { in: assets } } });
  await releaseUses(tx, at.workspaceId, { kind: "asset", subject: { in: assets } });
  const decided = rejected ? { decidedBy: at.actor.memberId, decidedAt: now } : { decidedBy: null, decidedAt: null };
  await tx.output.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { state: rejected ? "rejected" : "awaiting", assetId: null, expiresAt, ...decided } });
}

/** The image and the photo it was made from live as long as each other. */
async function extendUses(tx: Tx, outputs: readonly Row[], expiresAt: Date | null): Promise<void> {
  await tx.imageUse.updateMany({ where: { subject: { in: outputs.map(({ id }) => id) }, kind: { in: ["output", "step"] } }, data: { expiresAt } });
}
