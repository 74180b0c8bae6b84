import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { Product } from "#app/core/product.ts";
import { answeredGraph } from "#app/core/skill/bound-params.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { TestTarget, testedPart } from "#app/core/skill/test-target.ts";
import { callAsWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { Answers } from "./answers.ts";
import { itemSources, type ItemSources } from "./item-sources.server.ts";
import { Redo } from "./redo.ts";
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
  readonly sources: ItemSources;
  /** Which part of the skill a live test runs: `graph` is that part. Null for other runs. */
  readonly target: TestTarget | null;
  /** Where it makes one image once more: `graph` is what that image needs. */
  readonly redo: Redo | null;
  /** How often, when it was loaded, something had been changed for which items wait. */
  readonly wakes: number;
}

/** What load_item answers. */
const Loaded = z.object({ runId: z.string(), state: z.string(), epoch: z.number(), attempts: z.number(), position: z.number(), skillName: z.string(), product: Product, graph: SkillGraph, answers: Answers, target: TestTarget.nullable(), redo: Redo.nullable(), wakes: z.number() });

/** The item, if this admission still holds it. */
export async function loadWork(at: WorkspaceContext, job: ItemJobPayload): Promise<ItemWork | undefined> {
  const loaded = Loaded.nullable().parse(await callAsWorkspace(at, Prisma.sql`load_item(${job.itemId}::uuid)`));
  if (!loaded) return undefined;
  const { state, ...work } = loaded;
  if (state !== "running" || work.epoch !== job.epoch) return undefined;
  const graph = answeredGraph(work.graph, at.nodes, work.answers);
  const target = work.target ?? (work.redo ? { kind: "to" as const, node: work.redo.finish.node } : null);
  return { itemId: job.itemId, ...work, graph: target ? testedPart(graph, at.nodes, target) : graph, sources: itemSources(at) };
}
