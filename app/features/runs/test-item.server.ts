import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { DoneStep } from "#app/core/skill/execute.ts";
import { stepsNeeded, type TestTarget } from "#app/core/skill/test-target.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { executeItem } from "./execute-graph.server.ts";
import type { ItemWork } from "./item-work.server.ts";
import { finishItem } from "./settle-item.server.ts";
import { earlierSteps } from "./earlier-steps.server.ts";
import { watchTest } from "./test-watch.server.ts";

/** Runs one product of a live test: each step is written as it goes, and nothing is offered for review. Throws what a step threw. */
export async function testItem(at: WorkspaceContext, work: ItemWork, target: TestTarget, signal: AbortSignal): Promise<void> {
  const watch = watchTest(at, work);
  const { steps } = await executeItem(at, work, signal, { test: { watch, taken: await takenFor(at, work, target) } }).catch(async (error: unknown) => {
    // Once the item waits or has ended no step is written any more: what was done before is drawn first. What stopped it goes before a picture that failed.
    await watch.settled().catch(() => undefined);
    throw error;
  });
  await watch.settled();
  await finishItem(at, work, { outputs: [], steps });
}

/** For "only this": what earlier steps gave in the newest test of the product, and nothing for those that are not needed then. */
async function takenFor(at: WorkspaceContext, work: ItemWork, target: TestTarget): Promise<(node: string) => readonly DoneStep[] | undefined> {
  if (target.kind !== "only") return () => undefined;
  const before = await resultsBefore(at, work);
  const needed = stepsNeeded(work.graph, at.nodes, target.node, (id) => before.has(id));
  return (node) => (node === target.node ? undefined : before.get(node) ?? (needed.has(node) ? undefined : []));
}

/** The newest results by step. */
async function resultsBefore(at: WorkspaceContext, work: ItemWork): Promise<ReadonlyMap<string, readonly DoneStep[]>> {
  const rows = await withWorkspace(at, (tx) => earlierSteps(tx, { itemId: work.itemId, nodes: work.graph.nodes.map(({ id }) => id) }));
  const byNode = new Map<string, DoneStep[]>();
  for (const { output, ...row } of rows) byNode.set(row.node, [...(byNode.get(row.node) ?? []), { ...row, output: Output.parse(output) }]);
  return byNode;
}

const Output = z.record(z.string(), z.unknown());
