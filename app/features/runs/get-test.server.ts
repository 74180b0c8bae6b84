import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { TestTarget } from "#app/core/skill/test-target.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { runMoney } from "../calls/run-spend.server.ts";
import { undecidedCalls } from "../calls/undecided-calls.server.ts";
import { stepSpend } from "../calls/item-spend.server.ts";
import { cdnPhoto } from "../catalog/product-card.ts";
import { imageView } from "../images/image-view.ts";
import { testApprovals } from "./list-approvals.server.ts";
import { RunStateWord } from "./run-rows.server.ts";
import { Shown, type ShownValue } from "./shown-values.ts";
import { ItemStateWord } from "./store.server.ts";
import type { ShownView, TestProductView, TestStepView, TestsView, TestView } from "./test-views.ts";
import type { ItemState } from "./views.ts";

/** Tests whose results a builder shows when it opens. */
const NEWEST = 10;

const Chosen = z.object({ leftOut: z.array(z.object({ productId: z.string().default(""), why: z.string() })) });

const WITH_STEPS = { items: { orderBy: { position: "asc" }, include: { steps: { orderBy: [{ createdAt: "asc" }, { index: "asc" }] } } } } as const satisfies Prisma.RunInclude;
type Row = Prisma.RunGetPayload<{ include: typeof WITH_STEPS }>;

/** A live test. Throws not_found for what is none. */
export async function getTest(at: WorkspaceContext, input: { readonly runId: string }): Promise<TestView> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const run = await tx.run.findUnique({ where: { id: input.runId, kind: "test" }, include: WITH_STEPS });
    const [view] = run ? await testViews(tx, at, [run]) : [];
    if (!view) throw new AppError("not_found", "no such test");
    return view;
  });
}

/** The newest tests of a skill, with the graphs that they ran. */
export async function listTests(at: WorkspaceContext, input: { readonly skillId: string }): Promise<TestsView> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const runs = await tx.run.findMany({ where: { skillId: input.skillId, kind: "test" }, orderBy: { createdAt: "desc" }, take: NEWEST, include: WITH_STEPS });
    const versions = await tx.skillVersion.findMany({ where: { id: { in: runs.map(({ skillVersionId }) => skillVersionId) } }, select: { id: true, graph: true } });
    return { tests: await testViews(tx, at, runs), graphs: Object.fromEntries(versions.map(({ id, graph }) => [id, SkillGraph.parse(graph)])) };
  });
}

async function testViews(tx: Tx, at: WorkspaceContext, runs: readonly Row[]): Promise<TestView[]> {
  const items = runs.flatMap((run) => run.items);
  const [runIds, itemIds] = [runs.map(({ id }) => id), items.map(({ id }) => id)];
  const [money, spend, approvals, undecided] = [await runMoney(tx, runIds), await stepSpend(tx, itemIds), await testApprovals(tx, at, runIds), await undecidedCalls(tx, at, itemIds)];
  const shown = new Map(items.flatMap(({ id, steps }) => steps.map((step) => [`${id} ${step.node} ${step.index}`, Shown.nullable().parse(step.shown)?.values ?? []] as const)));
  const hashes = [...shown.values()].flat().flatMap((value) => (value.kind === "image" ? [value.hash] : []));
  const kept = new Set((await tx.image.findMany({ where: { hash: { in: hashes } }, select: { hash: true } })).map(({ hash }) => hash));
  const value = (turn: number) => (one: ShownValue, place: number): ShownView => (one.kind === "text" ? one : { kind: "image", turn, place, image: kept.has(one.hash) ? imageView(at, one) : null });
  const productView = (item: Row["items"][number]): TestProductView => {
    const { title, photos } = Product.parse(item.product);
    const state = ItemStateWord.parse(item.state);
    const nodes = [...new Set(item.steps.map(({ node }) => node))];
    // Until the product has come to rest nothing can be decided about its calls.
    const open = state === "uncertain" ? undecided.filter(({ itemId }) => itemId === item.id) : [];
    return {
      itemId: item.id, productId: item.productId, title, photo: photos[0] ? cdnPhoto(photos[0].url, 320) : null, photos: photos.length, state, say: item.say,
      undecided: open.map(({ title: provider, url, maxMicros }) => ({ title: provider, url, maxMicros })),
      steps: nodes.map((node) => {
        const turns = item.steps.filter((step) => step.node === node);
        return stepView(node, turns, { item: state, uncertain: open.some((call) => call.node === node), costMicros: spend.get(`${item.id} ${node}`) ?? 0, values: turns.flatMap(({ index }) => (shown.get(`${item.id} ${node} ${index}`) ?? []).map(value(index))) });
      }),
    };
  };
  return runs.map((run) => ({
    id: run.id, versionId: run.skillVersionId, state: RunStateWord.parse(run.state), say: run.state === "paused" ? run.say : null, target: TestTarget.parse(run.target),
    money: money.get(run.id) ?? null, products: run.items.map(productView),
    leftOut: Chosen.parse(run.selection).leftOut, approvals: approvals.get(run.id) ?? [], startedAt: run.createdAt.toISOString(), at: at.clock.now().toISOString(),
  }));
}

function stepView(node: string, turns: Row["items"][number]["steps"], { item, uncertain, costMicros, values }: { readonly item: ItemState; readonly uncertain: boolean; readonly costMicros: number; readonly values: readonly ShownView[] }): TestStepView {
  const states = new Set(turns.map(({ state }) => state));
  const open = states.has("running") || states.has("waiting");
  // What was under way when its product ended was stopped with it, and what failed runs again once its product is queued again.
  const state = uncertain ? "uncertain" : states.has("failed") ? (item === "queued" ? "waiting" : "failed") : !open ? "done" : item !== "running" && item !== "waiting" && item !== "queued" ? "stopped" : states.has("running") && item === "running" ? "running" : "waiting";
  return {
    node, state, startedAt: turns[0]?.createdAt.toISOString() ?? "", ms: turns.reduce((sum, { ms }) => sum + ms, 0), costMicros, cached: turns.every(({ cached }) => cached) && costMicros === 0,
    say: turns.find(({ say }) => say !== null)?.say ?? null, values,
  };
}
