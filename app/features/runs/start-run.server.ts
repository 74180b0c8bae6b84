import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { Micros } from "#app/core/money.ts";
import type { Product } from "#app/core/product.ts";
import { itemsWords, itemTitle } from "#app/core/unit-words.ts";
import { Unit } from "#app/core/unit.ts";
import { namedMetafields } from "#app/core/skill/named-metafields.ts";
import { needsPhoto } from "#app/core/skill/needs-photo.ts";
import { planGraph } from "#app/core/skill/plan.ts";
import type { TestTarget } from "#app/core/skill/test-target.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { workingKey } from "../keys/key-for-call.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { resolveItems } from "../catalog/resolve-items.server.ts";
import { lineWords } from "../catalog/view-selection.server.ts";
import { Selection } from "../catalog/views.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import { versionById, type RunnableVersion } from "../skills/runnable-version.server.ts";
import { Answers } from "./answers.ts";
import { fittingGraph, requireAnswers } from "./check-answers.ts";
import { insertItems } from "./store.server.ts";
import { WAIT_MS } from "./waiting.ts";

/** Items under way for each call that a key may have at once: while one waits for its answer another is being rendered. */
const MORE_THAN_SLOTS = 1.4;

/** What a person orders. `requestKey` makes a repeated order the same run. */
export const StartRun = z.object({ versionId: z.uuid(), selection: Selection, answers: Answers, requestKey: z.string().min(8).max(80),
  /** What each item stands for; a product where nothing is said. */
  unit: Unit.optional(),
  /** The most that it may cost, in micro-dollars; without it the quote's maximum. */
  capMicros: z.int().min(0).optional(),
  /** One product of the selection, before the others and out of turn. */
  preview: z.boolean().optional(),
});

/** What starts a run where it is no person: an automation, and what it is called on screen. */
export interface RunCause {
  readonly automationId: string;
  readonly words: string;
}

/** Freezes the products and starts the run: at most one per request key, run and items in one transaction. */
export async function startRun(at: WorkspaceContext, input: z.output<typeof StartRun>, cause: RunCause | null = null): Promise<{ runId: string }> {
  requireCan(at.actor, "run");
  const earlier = await withWorkspace(at, (tx) => tx.run.findUnique({ where: { workspaceId_requestKey: { workspaceId: at.workspaceId, requestKey: input.requestKey } } }));
  if (earlier) return { runId: earlier.id };
  const version = await versionById(at, input.versionId);
  requireAnswers(at, version.graph, input.answers);
  const graph = fittingGraph(at, version.graph, input.answers);
  planGraph(graph, at.nodes);
  const unit = input.unit ?? "product";
  const { items, products, label, unmatched } = await resolveItems(at, { selection: input.selection, unit, metafields: namedMetafields(graph, textsOf(input.answers)) });
  const kind = input.preview ? "preview" : "run";
  const photoNeeded = needsPhoto(graph, at.nodes);
  const lacks = items.filter(({ photos }) => photoNeeded && photos.length === 0);
  const usable = items.filter(({ photos }) => !photoNeeded || photos.length > 0).slice(0, kind === "preview" ? 1 : undefined);
  if (usable.length === 0) throw new AppError("invalid_input", "nothing to run", { field: "selection", say: items.length ? "None of these products has a photo. Add photos in Shopify or choose other products." : "This selection has no products. Choose another one." });
  const leftOut = lacks.map((item) => ({ title: itemTitle(item), why: "No photo" }));
  const selectionText = { label: unit === "product" ? label : `${label}, ${itemsWords(unit, items.length, products)}`, leftOut: [...leftOut, ...unmatched.map((one) => ({ title: lineWords(one), why: "No such product" }))] };
  const quote = quoteOf(graph, at.nodes, at.models, usable.length);
  await requireKeys(at, quote.providers);
  const money = quote.inFlight === null ? null : { capMicros: input.capMicros ?? quote.maximumMicros, inFlight: quote.inFlight };
  const runId = await withWorkspace(at, (tx) => createRun(tx, at, version, { ...input, cause, unit, kind, usable, money, selectionText }), { timeout: 120_000 });
  at.log.info({ workspaceId: at.workspaceId, runId, items: usable.length }, "a run was started");
  return { runId };
}

/** Writes a run of these products, in the caller's transaction. Who may and what may be run was decided before; throws plan_items where the plan has no room for so many this month. */
export async function createRun(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "actor" | "clock">, version: Pick<RunnableVersion, "id" | "skillId" | "skillName">, input: {
  kind?: "run" | "preview" | "test"; target?: TestTarget; cause?: RunCause | null; unit?: Unit; usable: readonly Product[]; answers: Answers; requestKey: string; selectionText: { label: string; leftOut: { title: string; why: string; productId?: string }[] };
  /** Null where nothing is bought. `inFlight` is how many calls its keys may have at once. */
  money: { readonly capMicros: Micros; readonly inFlight: number } | null;
}): Promise<string> {
  const { workspaceId } = at;
  await keepAnswers(tx, at, input.answers);
  const kind = input.kind ?? "run";
  if (kind !== "test") await requireRoom(tx, at, "items", input.usable.length);
  const number = kind === "test" ? 0 : await nextNumber(tx, workspaceId);
  const id = randomUUID();
  await tx.run.create({
    data: {
      id, workspaceId, number, skillId: version.skillId, skillVersionId: version.id, skillName: version.skillName, answers: input.answers, kind, interactive: kind !== "run", ...(input.target ? { target: input.target } : {}),
      unit: input.unit ?? "product", selection: input.selectionText, itemCount: input.usable.length, maxRunning: input.money && Math.ceil(input.money.inFlight * MORE_THAN_SLOTS), requestKey: input.requestKey, startedBy: at.actor.memberId, automationId: input.cause?.automationId ?? null, cause: input.cause?.words ?? null, createdAt: at.clock.now(),
    },
  });
  if (input.money) await tx.budget.create({ data: { workspaceId, scope: "run", subject: id, month: "", capMicros: input.money.capMicros } });
  await insertItems(tx, workspaceId, id, input.usable);
  await tx.$executeRaw`select pg_notify('dispatch', '')`;
  return id;
}

async function nextNumber(tx: Tx, workspaceId: string): Promise<number> {
  return (await tx.workspace.update({ where: { id: workspaceId }, data: { lastRunNumber: { increment: 1 } }, select: { lastRunNumber: true } })).lastRunNumber;
}

/** An uploaded answer must still be there, and from now on lives as long as an item may wait. */
async function keepAnswers(tx: Tx, at: Pick<WorkspaceContext, "clock">, answers: Answers): Promise<void> {
  const hashes = Object.values(answers).flatMap((answer) => (answer.kind === "image" ? [answer.hash] : []));
  if (hashes.length === 0) return;
  const { count } = await tx.imageUse.updateMany({ where: { hash: { in: hashes }, kind: "upload" }, data: { expiresAt: new Date(at.clock.now().getTime() + WAIT_MS) } });
  if (count === 0) throw new AppError("expired", "upload gone", { field: "answers", say: "The uploaded file was kept for a day and then deleted. Upload it again." });
}

/** What the runner wrote: it may mention metafields too. */
export function textsOf(answers: Answers): string[] {
  return Object.values(answers).flatMap((answer) => (answer.kind === "text" ? [answer.text] : []));
}

/** Throws no_key for the first provider without a working key. */
export async function requireKeys(at: WorkspaceContext, providers: readonly string[]): Promise<void> {
  for (const provider of providers) {
    const title = at.providers.get(provider)?.title ?? provider;
    if (!(await workingKey(at, provider))) throw new AppError("no_key", `no working key of ${provider}`, { field: "keys", say: `This skill needs a working API key of ${title}. Add one under Keys and spend.` });
  }
}
