import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { AppError } from "#app/core/errors.ts";
import type { DoneStep } from "#app/core/skill/execute.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import type { ItemPause } from "../calls/item-pause.ts";
import { useImage, type StoredImage } from "../images/keep-image.server.ts";
import { endRunIfDone } from "./end-run.server.ts";
import type { ItemWork } from "./item-work.server.ts";
import { WAIT_MS } from "./waiting.ts";

/** A failure that may pass is tried again after 5, 30 and 120 seconds, then it is final. */
const RETRY_SECONDS = [5, 30, 120];

export interface FinishedOutput {
  readonly image: StoredImage;
  readonly before: StoredImage | null;
  readonly fileName: string;
  readonly altText: string;
  readonly altOf: string | null;
}

/** Writes steps, outputs and the item's end in one commit; a holder that was replaced writes nothing. */
export async function finishItem(at: WorkspaceContext, work: ItemWork, result: { outputs: readonly FinishedOutput[]; steps: readonly DoneStep[] }): Promise<void> {
  const { workspaceId } = at;
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    const { reviewDays } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { reviewDays: true } });
    const expiresAt = new Date(now.getTime() + reviewDays * 86_400_000);
    const { count } = await tx.item.updateMany({
      where: { id: work.itemId, epoch: work.epoch, state: "running" },
      data: { state: "done", finishedAt: now, reason: null, say: null, failedNode: null, until: null, expiresAt: null },
    });
    if (count === 0) return;
    await writeSteps(tx, workspaceId, work.itemId, result.steps);
    for (const [index, output] of result.outputs.entries()) await writeOutput(tx, workspaceId, work, index, output, expiresAt);
    await tell(tx, work.runId);
  });
  await endRunIfDone(at, work.runId);
}

/** Writes why an item failed, or when it is tried again. */
export async function failItem(at: WorkspaceContext, work: ItemWork, error: AppError, failedNode: string | null): Promise<void> {
  const wait = error.retryable ? RETRY_SECONDS[work.attempts] : undefined;
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    await tx.item.updateMany({
      where: { id: work.itemId, epoch: work.epoch, state: "running" },
      data: {
        state: wait === undefined ? "failed" : "waiting", reason: error.code, say: error.say, failedNode, attempts: { increment: 1 },
        until: wait === undefined ? null : new Date(now.getTime() + wait * 1000), finishedAt: wait === undefined ? now : null,
      },
    });
    await tell(tx, work.runId);
  });
  await endRunIfDone(at, work.runId);
}

/** The item waits, and nothing of it failed: an attempt is not counted. For a person it waits at most fourteen days. */
export async function pauseItem(at: WorkspaceContext, work: ItemWork, { code, say, until, forPerson }: ItemPause): Promise<void> {
  const expiresAt = forPerson ? new Date(at.clock.now().getTime() + WAIT_MS) : null;
  await settleHeld(at, work, { state: "waiting", reason: code, say, until, expiresAt });
}

/** The item stops until a person decides about a call whose answer is not known. */
export async function uncertainItem(at: WorkspaceContext, work: ItemWork, { code, say }: AppError): Promise<void> {
  await settleHeld(at, work, { state: "uncertain", reason: code, say, until: null, finishedAt: at.clock.now() });
  await endRunIfDone(at, work.runId);
}

async function settleHeld(at: WorkspaceContext, work: ItemWork, data: Prisma.ItemUpdateManyMutationInput): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await tx.item.updateMany({ where: { id: work.itemId, epoch: work.epoch, state: "running" }, data });
    await tell(tx, work.runId);
  });
}

/** One statement for all steps of the item. */
async function writeSteps(tx: Tx, workspaceId: string, itemId: string, steps: readonly DoneStep[]): Promise<void> {
  await tx.$executeRaw`
    insert into "Step" ("workspaceId", "itemId", "node", "index", "fingerprint", "state", "output", "ms")
    select ${workspaceId}::uuid, ${itemId}::uuid, step->>'node', (step->>'index')::int, step->>'fingerprint', 'done', step->'output', (step->>'ms')::int
      from jsonb_array_elements(${JSON.stringify(steps)}::jsonb) step
    on conflict ("workspaceId", "itemId", "node", "index") do update set "fingerprint" = excluded."fingerprint", "output" = excluded."output", "ms" = excluded."ms"`;
}

async function writeOutput(tx: Tx, workspaceId: string, work: ItemWork, index: number, output: FinishedOutput, expiresAt: Date): Promise<void> {
  const { image, before, fileName, altText, altOf } = output;
  const id = randomUUID();
  await useImage(tx, workspaceId, image, { kind: "output", subject: id, expiresAt });
  if (before) await useImage(tx, workspaceId, before, { kind: "step", subject: id, expiresAt });
  await tx.output.create({
    data: { id, workspaceId, runId: work.runId, itemId: work.itemId, index, hash: image.hash, sourceHash: before?.hash ?? null, mime: image.mime, width: image.width, height: image.height, fileName, altText, altOf, expiresAt },
  });
}

/** Wakes the screens that watch this run. */
async function tell(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify('progress', ${runId})`;
}
