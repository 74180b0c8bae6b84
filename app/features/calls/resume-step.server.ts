import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { callAsWorkspace, withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { namedKey } from "../keys/key-for-call.server.ts";
import { endUncertain, pollTicket } from "./conclude.server.ts";
import type { HeldCall } from "./held-call.ts";
import { ItemPause, ItemUncertain } from "./item-pause.ts";
import type { Bought, Order } from "./order.ts";
import { providerOf } from "./provider-of.ts";

const Result = z.object({ images: z.array(z.object({ hash: z.string(), mime: z.string(), width: z.number(), height: z.number() })), text: z.string().nullable() });
const Ticket = z.record(z.string(), z.union([z.string(), z.number()]));
const Warnings = z.array(z.string());

/** A call of the journal. Money in micro-dollars. */
const Row = z.object({
  id: z.string(), runId: z.string(), keyId: z.string(), model: z.string(), month: z.string(), state: z.string(), epoch: z.number(), fingerprint: z.string(), maxMicros: z.number(),
  decision: z.string().nullable(), say: z.string().nullable(), ticket: z.unknown(), result: z.unknown(), warnings: z.unknown(),
});
type Row = z.output<typeof Row>;

/** What there is of this step before anything is bought: its newest call, or one that its preview or an earlier test paid for. */
const Left = z.object({ call: Row.nullable(), previewed: Row.nullable() });
export type Left = z.output<typeof Left>;

/**
 * Reads it (calls_of_step). A preview paid for it where that made the same request with the same version, no
 * earlier run has used it, and what came of it was not rejected: a run takes its result and does not buy it again.
 * A test takes what an earlier test of the same skill and product paid for, as long as its images are kept.
 */
export async function leftBy(at: WorkspaceContext, { runId, itemId, node, index, fingerprint }: Order): Promise<Left> {
  return Left.parse(await callAsWorkspace(at, Prisma.sql`calls_of_step(${runId}::uuid, ${itemId}::uuid, ${node}, ${index}::int, ${fingerprint})`));
}

/** What an earlier attempt at this step left, or its preview: its result, its ticket's result, or undefined where a new call may be bought. */
export async function resumeStep(at: WorkspaceContext, order: Order, { call, previewed }: Left, signal: AbortSignal): Promise<Bought | undefined> {
  if (!call) return previewed ? reuse(order, previewed) : undefined;
  switch (call.state) {
    case "done": return reuse(order, call);
    case "uncertain": return decided(call);
    case "sent": return lost(at, call);
    case "ticketed": {
      const key = await namedKey(at, call.keyId);
      if (!key) throw new ItemPause("no_key", "the key of a ticket was removed", { until: null, say: "The API key that bought this was removed before its result came. It cannot be fetched with another one." });
      const under = { provider: providerOf(at, order.model), key, call: await takeOver(at, call) };
      return pollTicket(at, order, under, Ticket.parse(call.ticket), 0, signal);
    }
    default: return undefined;
  }
}

/** From now on this worker holds the call, and whoever held it before can write nothing. */
async function takeOver(at: WorkspaceContext, call: Row): Promise<HeldCall> {
  const { count } = await withWorkspace(at, (tx) => tx.call.updateMany({ where: { id: call.id, epoch: call.epoch }, data: { epoch: { increment: 1 } } }));
  if (count === 0) throw new AppError("conflict", "another worker took this call over");
  const { id, runId, keyId, model, month } = call;
  return { id, epoch: call.epoch + 1, most: call.maxMicros, runId, keyId, model, month };
}

/** The same request has been paid for: its images, if they are still kept. */
async function reuse(order: Order, call: Row): Promise<Bought | undefined> {
  if (call.fingerprint !== order.fingerprint) return undefined;
  const { images, text } = Result.parse(call.result);
  if (!(await order.isKept(images.map(({ hash }) => hash)))) return undefined;
  return { callId: call.id, images, text, warnings: Warnings.parse(call.warnings), reused: call.runId !== order.runId };
}

function decided(call: Row): undefined {
  if (call.decision === "bought-again") return undefined;
  if (call.decision === "given-up") throw new AppError("uncertain", "given up", { say: "This call was given up." });
  throw new ItemUncertain(call.say ?? "This call was sent and no answer came.");
}

/** Its worker ended between sending and the answer: nobody knows whether it was charged. */
async function lost(at: WorkspaceContext, call: Row): Promise<never> {
  const held = await takeOver(at, call);
  const say = "This was sent, and the worker ended before an answer came. It may have been charged, and is not bought again by itself.";
  return endUncertain(at, held, say);
}
