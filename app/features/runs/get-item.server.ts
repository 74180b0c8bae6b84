import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { itemSpend } from "../calls/item-spend.server.ts";
import { imageView } from "../images/image-view.ts";
import { itemView } from "./get-run.server.ts";
import { itemApprovals } from "./list-approvals.server.ts";
import type { ItemDetailView } from "./views.ts";

/** One item with its steps, in the order in which they ran, and every image that it made. */
export async function getItem(at: WorkspaceContext, input: { runId: string; itemId: string }): Promise<ItemDetailView> {
  requireCan(at.actor, "read");
  const { item, spend, approvals } = await withWorkspace(at, async (tx) => ({
    item: await tx.item.findFirst({
      where: { id: input.itemId, runId: input.runId },
      include: { outputs: { orderBy: { index: "asc" } }, steps: { orderBy: { createdAt: "asc" } }, run: { include: { version: { select: { graph: true } } } } },
    }),
    spend: await itemSpend(tx, [input.itemId]), approvals: await itemApprovals(tx, at, input.itemId),
  }));
  if (!item) throw new AppError("not_found", "no such item");
  const graph = SkillGraph.parse(item.run.version.graph);
  const title = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? node.name ?? at.nodes.get(node.type)?.title ?? id : id;
  };
  const order = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
  const evidence = (id: string) => item.steps.filter(({ node }) => node === id).flatMap(({ output }) => at.nodes.get(types.get(id) ?? "")?.evidence(output) ?? []);
  const asking = new Set(approvals.filter(({ state }) => state === "awaiting").map(({ node }) => node));
  const done = stepsByNode(item.steps.filter(({ node, state }) => state === "done" && !asking.has(node))).map(({ node, ms }) => ({ node, title: title(node), state: "done" as const, ms, evidence: evidence(node) })).sort((a, b) => (order.get(a.node) ?? 0) - (order.get(b.node) ?? 0));
  const failed = item.failedNode ? [{ node: item.failedNode, title: title(item.failedNode), state: "failed" as const, ms: 0, evidence: [] }] : [];
  const waiting = [...asking].map((node) => ({ node, title: title(node), state: "waiting" as const, ms: 0, evidence: [] }));
  return { item: itemView(at, item, spend.get(item.id) ?? null), runId: item.runId, runNumber: item.run.number, steps: [...done, ...waiting, ...failed], approvals, outputs: item.outputs.map((output) => imageView(at, output)) };
}

/** A step that ran several times is one line, with the time of all. */
function stepsByNode(steps: readonly { readonly node: string; readonly ms: number }[]): { node: string; ms: number }[] {
  const byNode = new Map<string, number>();
  for (const { node, ms } of steps) byNode.set(node, (byNode.get(node) ?? 0) + ms);
  return [...byNode].map(([node, ms]) => ({ node, ms }));
}
