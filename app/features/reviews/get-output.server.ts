import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { can, requireCan } from "#app/core/permissions.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { quoteRedos } from "../runs/redo-outputs.server.ts";
import { outputRows } from "./output-rows.server.ts";
import type { OutputDetailView, RedoView } from "./views.ts";

/** Images of one product that stand beside each other, at most. */
const CANDIDATES = 24;
const COMMENTS = 200;

/** An image with the others of its product, what was said of it, and what a redo would cost. Throws not_found. */
export async function getOutput(at: WorkspaceContext, input: { readonly outputId: string }): Promise<OutputDetailView> {
  requireCan(at.actor, "read");
  const detail = await withWorkspace(at, async (tx) => {
    const beside = await tx.$queryRaw<{ id: string }[]>`
      select o."id" from "Output" one join "Item" mine on mine."id" = one."itemId"
        join "Item" i on i."runId" = mine."runId" and i."productId" = mine."productId" join "Output" o on o."itemId" = i."id"
       where one."id" = ${input.outputId}::uuid and exists (select from "Image" kept where kept."hash" = o."hash")
       order by coalesce((i."redo"->>'root')::int, i."position"), i."position", o."index" limit ${CANDIDATES}`;
    const candidates = await outputRows(tx, at, beside.map(({ id }) => id));
    const comments = await tx.outputComment.findMany({ where: { outputId: input.outputId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: COMMENTS });
    return { candidates, comments: comments.map(({ id, text, memberId, createdAt }) => ({ id, text, memberId, at: createdAt.toISOString() })), redos: await redosOf(tx, input.outputId) };
  });
  if (!detail.candidates.some(({ id }) => id === input.outputId)) throw new AppError("not_found", "no such output", { say: "This image is not here any more." });
  const quote = can(at.actor, "run") ? await quoteRedos(at, { ids: [input.outputId] }) : null;
  return { ...detail, redoMicros: quote && quote.possible > 0 ? quote.maximumMicros : null, noRedo: quote?.refused[0]?.why ?? null };
}

async function redosOf(tx: Tx, outputId: string): Promise<RedoView[]> {
  const items = await tx.item.findMany({ where: { redoOf: outputId }, orderBy: { redoNumber: "asc" }, select: { id: true, runId: true, redoNumber: true, state: true, say: true } });
  return items.map(({ id, runId, redoNumber, state, say }) => ({ itemId: id, runId, number: redoNumber ?? 0, over: !["queued", "running", "waiting"].includes(state), done: state === "done", say }));
}
