import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { Encoding, ImageRecipe } from "#app/core/image/recipe.ts";
import type { ApprovalRequest, PersonDecision } from "#app/core/node.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { notify } from "../accounts/notices.server.ts";
import { ItemPause } from "../calls/item-pause.ts";
import { confirmBytes, hashOf, storeBytes, useImage } from "../images/keep-image.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";
import type { Place } from "./buy-for-step.server.ts";

/** Where in an item a person is asked. */
type AskedAt = Pick<Place, "work" | "node" | "index">;

const DAY_MS = 86_400_000;
/** The picture to decide on is at most this large, in pixels. */
const SIDE = 2_048;
const PICTURE: Encoding = { format: "webp", quality: 88, frame: null };

/** The values of an approval that may be edited, as asked and as decided. */
export const ApprovalValues = z.object({ text: z.string().nullable() });

/**
 * What a person decided about this turn of a step. A decision holds for what was shown: another picture, text or
 * question is asked anew. Throws ItemPause (needs_approval) while nobody has decided; the picture is kept until then.
 */
export async function askApproval(at: WorkspaceContext, place: AskedAt, request: ApprovalRequest): Promise<PersonDecision> {
  const fingerprint = hashOf(Buffer.from(JSON.stringify(request)));
  const { work, node, index } = place;
  const { itemId } = work;
  const asked = work.redo ? await decidedBefore(at, place, fingerprint) : null;
  if (asked) return asked;
  const row = await withWorkspace(at, (tx) => tx.approval.findUnique({ where: { workspaceId_itemId_node_index: { workspaceId: at.workspaceId, itemId, node, index } } }));
  const same = row?.fingerprint === fingerprint;
  if (same && (row.state === "approved" || row.state === "rejected")) return { approved: row.state === "approved", text: ApprovalValues.parse(row.decided ?? row.asked).text };
  const expiresAt = same && row.state === "awaiting" ? row.expiresAt : await ask(at, place, { request, fingerprint, id: row?.id ?? randomUUID() });
  throw new ItemPause("needs_approval", "a person is asked", { until: null, expiresAt, say: `“${request.question}” waits for a decision.` });
}

/** In a redo: what was decided about the very same of this product in this run. */
async function decidedBefore(at: WorkspaceContext, { work: { runId, product }, node }: AskedAt, fingerprint: string): Promise<PersonDecision | null> {
  const row = await withWorkspace(at, (tx) => tx.approval.findFirst({ where: { runId, node, fingerprint, state: { in: ["approved", "rejected"] }, item: { productId: product.id } }, orderBy: { decidedAt: "desc" } }));
  return row && { approved: row.state === "approved", text: ApprovalValues.parse(row.decided ?? row.asked).text };
}

/** Renders and keeps the picture, and writes the question. Returns when its time is over. */
async function ask(at: WorkspaceContext, { work, node, index }: AskedAt, { request, fingerprint, id }: { readonly request: ApprovalRequest; readonly fingerprint: string; readonly id: string }): Promise<Date> {
  const { question, instructions, text, days, atExpiry } = request;
  const recipe: ImageRecipe = { kind: "operation", at: node, operation: { kind: "resize", width: SIDE, height: SIDE, mode: "inside", colour: "#ffffff" }, inputs: [request.image] };
  const made = await at.images.render({ recipe, encoding: PICTURE, sources: await work.sources.allOf(recipe) });
  work.sources.learn(made.sources);
  const image = await storeBytes(at, made);
  const now = at.clock.now();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const { workspaceId } = at;
  const asked = { fingerprint, state: "awaiting", question, instructions, hash: image.hash, width: image.width, height: image.height, asked: { text }, atExpiry, decidedBy: null, decidedAt: null, createdAt: now, expiresAt };
  await withWorkspace(at, async (tx) => {
    await releaseUses(tx, workspaceId, { kind: "step", subject: id });
    await useImage(tx, image, { kind: "step", subject: id, expiresAt });
    await tx.approval.upsert({
      where: { workspaceId_itemId_node_index: { workspaceId, itemId: work.itemId, node, index } },
      create: { id, workspaceId, runId: work.runId, itemId: work.itemId, node, index, ...asked }, update: asked,
    });
    const run = await tx.run.findUniqueOrThrow({ where: { id: work.runId }, select: { number: true, kind: true } });
    // Who asked for a preview is looking at it.
    if (run.kind === "run") await notify(tx, workspaceId, { kind: "approval-waiting", subject: work.runId, text: `${work.skillName}, run ${run.number}: products wait for your decision.` });
  });
  await confirmBytes(at, [{ hash: image.hash, bytes: made.bytes }]);
  return expiresAt;
}
