import type { WorkspaceContext } from "#app/core/context.ts";
import { Product } from "#app/core/product.ts";
import { answeredGraph } from "#app/core/skill/bound-params.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Answers } from "./answers.ts";
import type { ItemJobPayload } from "./jobs.ts";

/** Everything that an item needs to run. */
export interface ItemWork {
  readonly itemId: string;
  readonly runId: string;
  readonly epoch: number;
  readonly attempts: number;
  readonly position: number;
  readonly skillName: string;
  readonly product: Product;
  readonly graph: SkillGraph;
  readonly answers: Answers;
}

/** The item, if this admission still holds it. */
export async function loadWork(at: WorkspaceContext, job: ItemJobPayload): Promise<ItemWork | undefined> {
  const item = await withWorkspace(at, (tx) => tx.item.findUnique({ where: { id: job.itemId }, include: { run: { include: { version: { select: { graph: true } } } } } }));
  if (item?.state !== "running" || item.epoch !== job.epoch) return undefined;
  const answers = Answers.parse(item.run.answers);
  return {
    itemId: item.id, runId: item.runId, epoch: item.epoch, attempts: item.attempts, position: item.position, skillName: item.run.skillName,
    product: Product.parse(item.product), graph: answeredGraph(SkillGraph.parse(item.run.version.graph), at.nodes, answers), answers,
  };
}
