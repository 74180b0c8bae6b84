import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import { itemTitle } from "#app/core/unit-words.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import { ApprovalValues } from "./ask-approval.server.ts";
import type { ApprovalView } from "./views.ts";

const State = z.enum(["awaiting", "approved", "rejected", "expired", "withdrawn"]);
const AtExpiry = z.enum(["stop", "go-on"]);
/** Of a run, on one page. */
const SHOWN = 24;
const OPEN = { state: "awaiting", item: { state: "waiting" } };
const IN_ORDER: Prisma.ApprovalOrderByWithRelationInput[] = [{ item: { position: "asc" } }, { node: "asc" }, { index: "asc" }];

/** What waits for a decision in live tests, by run. One query for all. */
export async function testApprovals(tx: Tx, at: WorkspaceContext, runIds: readonly string[]): Promise<Map<string, ApprovalView[]>> {
  const rows = await tx.approval.findMany({ where: { runId: { in: [...runIds] }, ...OPEN }, orderBy: IN_ORDER, include: WITH_ITEM });
  const views = new Map<string, ApprovalView[]>();
  for (const row of rows) views.set(row.runId, [...(views.get(row.runId) ?? []), viewOf(at, row)]);
  return views;
}

/** What waits for a decision in a run, in the order of its items, and how many there are. */
export async function openApprovals(tx: Tx, at: WorkspaceContext, runId: string): Promise<{ approvals: ApprovalView[]; approvalCount: number }> {
  const approvalCount = await tx.approval.count({ where: { runId, ...OPEN } });
  if (approvalCount === 0) return { approvals: [], approvalCount };
  const rows = await tx.approval.findMany({ where: { runId, ...OPEN }, orderBy: IN_ORDER, take: SHOWN, include: WITH_ITEM });
  return { approvals: rows.map((row) => viewOf(at, row)), approvalCount };
}

/** Every question that was asked about an item, with what came of it. */
export async function itemApprovals(tx: Tx, at: WorkspaceContext, itemId: string): Promise<ApprovalView[]> {
  const rows = await tx.approval.findMany({ where: { itemId, OR: [OPEN, { state: { in: ["approved", "rejected"] } }] }, orderBy: [{ createdAt: "asc" }, { node: "asc" }, { index: "asc" }], include: WITH_ITEM });
  return rows.map((row) => viewOf(at, row));
}

/** The newest run in which something waits for a decision, and how much in all; null where nothing does. What a live test asks is asked in the builder. */
export async function approvalsWaiting(at: WorkspaceContext): Promise<{ runId: string; count: number } | null> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const where = { state: "awaiting", item: { state: "waiting", run: { kind: { not: "test" } } } };
    const newest = await tx.approval.findFirst({ where, orderBy: { createdAt: "desc" }, select: { runId: true } });
    return newest && { runId: newest.runId, count: await tx.approval.count({ where }) };
  });
}

const WITH_ITEM = { item: { select: { product: true } } } as const;
type Row = Prisma.ApprovalGetPayload<{ include: typeof WITH_ITEM }>;

function viewOf(at: WorkspaceContext, row: Row): ApprovalView {
  const state = State.parse(row.state);
  return {
    id: row.id, itemId: row.itemId, node: row.node, title: itemTitle(Product.parse(row.item.product)), question: row.question, instructions: row.instructions, state,
    image: state === "awaiting" ? imageView(at, row) : null, text: ApprovalValues.parse(row.decided ?? row.asked).text, askedText: ApprovalValues.parse(row.asked).text,
    atExpiry: AtExpiry.parse(row.atExpiry), expiresAt: row.expiresAt.toISOString(), decidedAt: row.decidedAt?.toISOString() ?? null, byPerson: row.decidedBy !== null,
  };
}
