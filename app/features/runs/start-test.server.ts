import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { Product } from "#app/core/product.ts";
import { answeredGraph } from "#app/core/skill/bound-params.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { namedMetafields } from "#app/core/skill/named-metafields.ts";
import { needsPhoto } from "#app/core/skill/needs-photo.ts";
import { planPart } from "#app/core/skill/plan.ts";
import { questionsOf } from "#app/core/skill/questions.ts";
import { TestTarget, testedPart, testQuote } from "#app/core/skill/test-target.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { resolveSelection } from "../catalog/resolve-selection.server.ts";
import type { Answers } from "./answers.ts";
import { stepsKnownForAll } from "./earlier-steps.server.ts";
import { createRun, requireKeys, textsOf } from "./start-run.server.ts";

/** The most products of a test. */
export const MOST_TESTED = 5;

/** What the builder orders: its saved draft on one to five products. `requestKey` makes a repeated order the same test. */
export const StartTest = z.object({
  /** The draft as the builder saved it last. */
  revision: z.int().positive(),
  productIds: z.array(z.string().startsWith("gid://shopify/Product/")).min(1, "Choose a product").max(MOST_TESTED, "At most five products"),
  target: TestTarget,
  requestKey: z.string().min(8).max(80),
});

/**
 * Starts a live test of a skill's draft: a run that is in no list, capped by what it can cost at most. Only what
 * runs is checked, so that a skill can be tested while it is being built. Throws conflict where the draft was
 * saved meanwhile, invalid_skill, missing_answer, no_key and invalid_input.
 */
export async function startTest(at: WorkspaceContext, input: z.output<typeof StartTest> & { readonly skillId: string }): Promise<{ runId: string }> {
  requireCan(at.actor, "run");
  const { workspaceId } = at;
  const { earlier, skill } = await withWorkspace(at, async (tx) => ({
    earlier: await tx.run.findUnique({ where: { workspaceId_requestKey: { workspaceId, requestKey: input.requestKey } } }),
    skill: await tx.skill.findUnique({ where: { id: input.skillId } }),
  }));
  if (earlier) return { runId: earlier.id };
  if (!skill) throw new AppError("not_found", "no such skill", { say: "This skill is not here any more." });
  if (skill.draftRevision !== input.revision) throw new AppError("conflict", "draft saved meanwhile", { say: "This draft was saved elsewhere meanwhile. Solve that first, then test again." });
  if (skill.pausedAt) throw new AppError("plan_paused", "a paused skill", { say: "The plan has no room for this skill, so it cannot be tested. Archive another skill, or choose a larger plan under Settings, Plan." });
  const draft = SkillGraph.parse(skill.draft);
  const answers = suggestedAnswers(at, testedPart(draft, at.nodes, input.target));
  const part = testedPart(answeredGraph(draft, at.nodes, answers), at.nodes, input.target);
  if (part.nodes.length === 0) throw new AppError("invalid_skill", "nothing to test", { say: "This step is bypassed or stopped, or it waits for one that is, so there is nothing to test." });
  planPart(part, at.nodes);
  const { usable, leftOut } = await productsFor(at, input.productIds, { metafields: namedMetafields(part, textsOf(answers)), photo: needsPhoto(part, at.nodes) });
  const known = input.target.kind === "only" ? await withWorkspace(at, (tx) => stepsKnownForAll(tx, input)) : new Set<string>();
  const quote = testQuote(part, at, usable.length, (step) => input.target.kind === "only" && step !== input.target.node && known.has(step));
  await requireKeys(at, quote.providers);
  const money = quote.inFlight === null ? null : { capMicros: quote.maximumMicros, inFlight: quote.inFlight };
  const runId = await withWorkspace(at, async (tx) => {
    const id = await snapshotOf(tx, at, { skillId: skill.id, name: skill.name, draft });
    return createRun(tx, at, { id, skillId: skill.id, skillName: skill.name }, { kind: "test", target: input.target, usable, answers, requestKey: input.requestKey, money, selectionText: { label: "Live test", leftOut } });
  });
  at.log.info({ workspaceId, runId, items: usable.length }, "a live test was started");
  return { runId };
}

/** In the order in which they were chosen; those that are deleted since, or have no photo where one is needed, are left out and told. */
async function productsFor(at: WorkspaceContext, ids: readonly string[], needs: { readonly metafields: readonly string[]; readonly photo: boolean }): Promise<{ usable: Product[]; leftOut: { productId: string; title: string; why: string }[] }> {
  const found = new Map((await resolveSelection(at, { kind: "products", ids: [...ids] }, needs.metafields)).map((product) => [product.id, product]));
  const usable = ids.flatMap((id) => found.get(id) ?? []).filter(({ photos }) => !needs.photo || photos.length > 0);
  if (usable.length === 0) throw new AppError("invalid_input", "nothing to test", { field: "productIds", say: "None of these products has a photo. Choose another one." });
  const leftOut = ids.filter((id) => !usable.some((product) => product.id === id)).map((productId) => {
    const product = found.get(productId);
    return { productId, title: product?.title ?? "", why: product ? "No photo" : "Not in the shop any more" };
  });
  return { usable, leftOut };
}

/** What the runner would be asked is answered with its suggestion; a file has none. */
function suggestedAnswers(at: WorkspaceContext, part: SkillGraph): Answers {
  return Object.fromEntries(questionsOf(part, at.nodes).map(({ key, question }) => {
    if (question.kind === "text" || question.kind === "choice") return [key, { kind: "text", text: question.value }];
    throw new AppError("missing_answer", `no answer for ${key}`, { field: key, say: `“${question.label}” is a file that only the run form can ask for. Test up to a step before it, or bypass it.` });
  }));
}

/** The draft as it is tested, so that later changes can be told from it; the same draft is kept once. */
async function snapshotOf(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "actor" | "clock">, { skillId, name, draft }: { readonly skillId: string; readonly name: string; readonly draft: SkillGraph }): Promise<string> {
  const [same] = await tx.$queryRaw<{ id: string }[]>`
    select "id" from "SkillVersion" where "skillId" = ${skillId}::uuid and "kind" = 'test' and "graph" = ${JSON.stringify(draft)}::jsonb limit 1`;
  if (same) return same.id;
  const { id } = await tx.skillVersion.create({ data: { workspaceId: at.workspaceId, skillId, kind: "test", number: 0, name, graph: draft, publishedBy: at.actor.memberId, createdAt: at.clock.now() }, select: { id: true } });
  return id;
}
