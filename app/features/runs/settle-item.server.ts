import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { AppError } from "#app/core/errors.ts";
import type { DoneStep } from "#app/core/skill/execute.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { callAsWorkspace, withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import type { ItemPause } from "../calls/item-pause.ts";
import type { ImageUseRow, StoredImage } from "../images/keep-image.server.ts";
import { settleApprovals } from "./approval-store.server.ts";
import { endRun, endRunIfDone } from "./end-run.server.ts";
import type { ItemWork } from "./item-work.server.ts";
import type { OutputOrigin } from "./redo.ts";
import { WAIT_MS } from "./waiting.ts";

/** A failure that may pass is tried again after 5, 30 and 120 seconds, then it is final. */
const RETRY_SECONDS = [5, 30, 120];

/** An item as its holder knows it. */
type Held = Pick<ItemWork, "itemId" | "runId" | "epoch" | "wakes">;

export interface FinishedOutput {
  readonly image: StoredImage;
  readonly before: StoredImage | null;
  readonly fileName: string;
  readonly altText: string;
  readonly altOf: string | null;
  readonly origin: OutputOrigin;
}

/** Writes steps, outputs and the item's end in one commit (finish_item); a holder that was replaced writes nothing. */
export async function finishItem(at: WorkspaceContext, work: ItemWork, result: { outputs: readonly FinishedOutput[]; steps: readonly DoneStep[] }): Promise<void> {
  const made = result.outputs.map((output, index) => ({ id: randomUUID(), index, ...output }));
  const outputs = made.map(({ image: { hash, mime, width, height }, before, ...rest }) => ({ ...rest, hash, mime, width, height, sourceHash: before?.hash ?? null }));
  const last = await callAsWorkspace(at, Prisma.sql`finish_item(${work.itemId}::uuid, ${work.runId}::uuid, ${work.epoch}::int, ${at.clock.now()}::timestamptz, ${JSON.stringify(result.steps)}::jsonb, ${JSON.stringify(outputs)}::jsonb, ${JSON.stringify(made.flatMap(usesOf))}::jsonb)`);
  if (last === true) await endRun(at, work.runId);
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

/** The item waits, and nothing of it failed: an attempt is not counted. For a person it waits at most fourteen days; before a decision, what `ran` is seen meanwhile. */
export async function pauseItem(at: WorkspaceContext, work: Held, { code, say, until, forPerson, expiresAt: ends }: ItemPause, ran: readonly DoneStep[] = []): Promise<void> {
  const expiresAt = forPerson ? ends ?? new Date(at.clock.now().getTime() + WAIT_MS) : null;
  await settleHeld(at, work, { state: "waiting", reason: code, say, until, expiresAt }, code === "needs_approval" ? ran : []);
}

/** The item stops until a person decides about a call whose answer is not known. */
export async function uncertainItem(at: WorkspaceContext, work: ItemWork, { code, say }: AppError): Promise<void> {
  await settleHeld(at, work, { state: "uncertain", reason: code, say, until: null, finishedAt: at.clock.now() });
  await endRunIfDone(at, work.runId);
}

async function settleHeld(at: WorkspaceContext, work: Held, data: Prisma.ItemUpdateManyMutationInput, ran: readonly DoneStep[] = []): Promise<void> {
  await withWorkspace(at, async (tx) => {
    if (ran.length > 0) await tx.$executeRaw`select keep_steps(${work.itemId}::uuid, ${work.epoch}::int, ${JSON.stringify(ran)}::jsonb)`;
    const goesOn = data.expiresAt && data.reason !== "needs_approval" && (await wakesOf(tx, at.workspaceId)) !== work.wakes;
    await tx.item.updateMany({ where: { id: work.itemId, epoch: work.epoch, state: "running" }, data: goesOn ? LOOKS_AGAIN : data });
    // Somebody may have decided while the item was still on its way here.
    if (data.reason === "needs_approval") await settleApprovals(tx, [work.itemId], at.clock.now());
    await tell(tx, work.runId);
  });
}

/** What it was refused for was changed while it was on its way here. */
const LOOKS_AGAIN = { state: "queued", reason: null, say: null, until: null, expiresAt: null } as const;

/** Locked until this transaction ends: a change either is counted here, or finds the item waiting (wake_items). */
async function wakesOf(tx: Tx, workspaceId: string): Promise<number | undefined> {
  const [row] = await tx.$queryRaw<{ wakes: number }[]>`select "wakes" from "Workspace" where "id" = ${workspaceId}::uuid for share`;
  return row?.wakes;
}

/** An output keeps its image, and the photo that review compares it with. */
function usesOf({ id, image, before }: FinishedOutput & { readonly id: string }): ImageUseRow[] {
  return [{ ...image, kind: "output", subject: id }, ...(before ? [{ ...before, kind: "step" as const, subject: id }] : [])];
}

/** Wakes the screens that watch this run, and the dispatcher: a place is free. */
async function tell(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify('progress', ${runId}), pg_notify('dispatch', '')`;
}
