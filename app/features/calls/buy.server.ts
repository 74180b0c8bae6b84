import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { monthOf } from "#app/core/money.ts";
import { priceOf } from "#app/core/price.ts";
import type { Outcome, Provider, ProviderCall, ProviderRequest } from "#app/core/provider.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { tellRefused } from "../keys/tell-caps.server.ts";
import { withKey, workingKey, type UsableKey } from "../keys/key-for-call.server.ts";
import { conclude } from "./conclude.server.ts";
import type { HeldCall } from "./held-call.ts";
import { ItemPause, pauseFor, type Refused } from "./item-pause.ts";
import type { Bought, Order } from "./order.ts";
import { providerOf } from "./provider-of.ts";
import type { Refusal } from "./refusal.ts";
import { leftBy, resumeStep } from "./resume-step.server.ts";
import { queueFor } from "./slot-queue.ts";
import { take } from "./store.server.ts";

/** How long the worker itself waits for a slot, ms: after that the item waits without a worker. */
const PATIENCE_MS = 3_000;

/**
 * Buys one provider call for a step, at most once whatever crashes: what was done is reused, what has a
 * ticket is asked for, what was sent without an answer becomes uncertain, and only then a new call is
 * prepared, takes a slot, reserves its maximum, is journaled, and is sent. Throws ItemPause, ItemUncertain or an AppError.
 */
export async function buy(at: WorkspaceContext, order: Order, signal: AbortSignal): Promise<Bought> {
  const provider = providerOf(at, order.model);
  const [left, key] = await Promise.all([leftBy(at, order), workingKey(at, provider.id)]);
  const earlier = await resumeStep(at, order, left, signal);
  if (earlier) return earlier;
  if (!key) throw new ItemPause("no_key", `no working key of ${provider.id}`, { until: null, say: `There is no working API key of ${provider.title}. Add one under Keys and spend; this goes on by itself then.` });
  const { call, outcome } = await send(at, order, { provider, key, request: await order.request() }, signal);
  return conclude(at, order, { provider, key, call }, outcome, signal);
}

interface Sent {
  readonly call: HeldCall;
  readonly outcome: Outcome;
}

/**
 * Sends what is prepared as soon as it has a slot, waiting a moment for one: an item that is begun anew for
 * each look would cost more than the wait.
 */
async function send(at: WorkspaceContext, order: Order, what: Ready, signal: AbortSignal): Promise<Sent> {
  const { key } = what;
  const place = queueFor(at.wakes, key.id);
  try {
    const until = performance.now() + PATIENCE_MS;
    for (let stands = false; ; stands = true) {
      const now = at.clock.now();
      const call: HeldCall = { id: randomUUID(), epoch: 1, most: priceOf(order.model, order.shape).maximum, runId: order.runId, keyId: key.id, model: order.model.id, month: monthOf(now) };
      const went = await sendIfTaken(at, order, what, { call, now, taken: place.leave }, signal);
      if (typeof went !== "string") return { call, outcome: went };
      if (went !== "full" || performance.now() > until) throw await refused(at, call, went, { now, chance: at.chance(), pausedUntil: key.pausedUntil });
      if (stands) await place.turn(at.chance(), signal);
      else place.join();
    }
  } finally {
    place.leave();
  }
}

/** A call that could be sent now. */
interface Ready {
  readonly provider: Provider;
  readonly key: UsableKey;
  readonly request: ProviderRequest;
}

/** Slot, reserve and the journal's word "sent" are one commit, the last before the socket: from there on the call may have been charged. */
async function sendIfTaken(at: WorkspaceContext, order: Order, { provider, key, request }: Ready, { call, now, taken }: { call: HeldCall; now: Date; taken: () => void }, signal: AbortSignal): Promise<Outcome | Refusal> {
  const { itemId, node, index, fingerprint, model } = order;
  return withKey(at, key, async (value) => {
    if (signal.aborted) throw new AppError("provider_busy", "the worker stops");
    const line: ProviderCall = { ...at.lines.open(provider, value, signal), model, callId: call.id };
    const refusal = await take(at, { ...call, itemId, node, index, fingerprint, provider: model.provider, group: model.limit.group, inFlight: model.limit.inFlight }, now);
    if (refusal) return refusal;
    taken();
    return provider.submit(request, line);
  });
}

async function refused(at: WorkspaceContext, call: HeldCall, refusal: Refusal, when: Refused): Promise<ItemPause> {
  const scope = refusal === "cap-key" ? "key" : refusal === "cap-workspace" ? "workspace" : null;
  if (scope) await withWorkspace(at, (tx) => tellRefused(tx, at, call, scope));
  return pauseFor(refusal, when);
}
