import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { monthOf } from "#app/core/money.ts";
import { priceOf } from "#app/core/price.ts";
import type { Outcome, Provider, ProviderCall, ProviderRequest } from "#app/core/provider.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { tellRefused } from "../keys/tell-caps.server.ts";
import { withKey, workingKey, type UsableKey } from "../keys/key-for-call.server.ts";
import { conclude, release } from "./conclude.server.ts";
import type { HeldCall } from "./held-call.ts";
import { ItemPause, pauseFor, type Refused } from "./item-pause.ts";
import type { Bought, Order } from "./order.ts";
import { providerOf } from "./provider-of.ts";
import type { Refusal } from "./refusal.ts";
import { leftBy, resumeStep } from "./resume-step.server.ts";
import { queueFor } from "./slot-queue.ts";
import { markSent, take } from "./store.server.ts";

/** How long the worker itself waits for a slot, ms: after that the item waits without a worker. */
const PATIENCE_MS = 3_000;

/**
 * Buys one provider call for a step, at most once whatever crashes: what was done is reused, what has a
 * ticket is asked for, what was sent without an answer becomes uncertain, and only then a new call takes
 * a slot, reserves its maximum, is journaled, and is sent. Throws ItemPause, ItemUncertain or an AppError.
 */
export async function buy(at: WorkspaceContext, order: Order, signal: AbortSignal): Promise<Bought> {
  const provider = providerOf(at, order.model);
  const [left, key] = await Promise.all([leftBy(at, order), workingKey(at, provider.id)]);
  const earlier = await resumeStep(at, order, left, signal);
  if (earlier) return earlier;
  if (!key) throw new ItemPause("no_key", `no working key of ${provider.id}`, { until: null, say: `There is no working API key of ${provider.title}. Add one under Keys and spend; this goes on by itself then.` });
  const request = once(order.request);
  const call = await intend(at, order, { key, request }, signal);
  const outcome = await send(at, order, { provider, key, call, request }, signal);
  return conclude(at, order, { provider, key, call }, outcome, signal);
}

type Prepare = () => Promise<ProviderRequest>;

/** What is sent is prepared once, whoever asks first. */
function once(prepare: Prepare): Prepare {
  let prepared: Promise<ProviderRequest> | undefined;
  return () => (prepared ??= prepare());
}

/**
 * Takes a slot, waiting a moment for one: an item that is begun anew for each look would cost more than the
 * wait. Who waits prepares meanwhile what it will send, so that no slot is held for that.
 */
async function intend(at: WorkspaceContext, order: Order, { key, request }: { key: UsableKey; request: Prepare }, signal: AbortSignal): Promise<HeldCall> {
  const { model, shape, runId, itemId, node, index, fingerprint } = order;
  const place = queueFor(at.wakes, key.id);
  try {
    const until = performance.now() + PATIENCE_MS;
    for (let stands = false; ;) {
      const now = at.clock.now();
      const call: HeldCall = { id: randomUUID(), epoch: 1, most: priceOf(model, shape).maximum, runId, keyId: key.id, model: model.id, month: monthOf(now) };
      const refusal = await take(at, { ...call, itemId, node, index, fingerprint, provider: model.provider, group: model.limit.group, inFlight: model.limit.inFlight }, now);
      if (!refusal) return call;
      if (refusal !== "full" || performance.now() > until) throw await refused(at, call, refusal, { now, chance: at.chance(), pausedUntil: key.pausedUntil });
      if (stands) await place.turn(at.chance(), signal);
      else await request().then(place.join);
      stands = true;
    }
  } finally {
    place.leave();
  }
}

async function refused(at: WorkspaceContext, call: HeldCall, refusal: Refusal, when: Refused): Promise<ItemPause> {
  const scope = refusal === "cap-key" ? "key" : refusal === "cap-workspace" ? "workspace" : null;
  if (scope) await withWorkspace(at, (tx) => tellRefused(tx, at, call, scope));
  return pauseFor(refusal, when);
}

async function send(at: WorkspaceContext, order: Order, { provider, key, call, request }: { provider: Provider; key: UsableKey; call: HeldCall; request: Prepare }, signal: AbortSignal): Promise<Outcome> {
  try {
    const prepared = await request();
    return await withKey(at, key, async (value) => {
      if (signal.aborted) throw new AppError("provider_busy", "the worker stops");
      // Committed last before the socket: from here on the call may have been charged.
      const line: ProviderCall = { ...at.lines.open(provider, value, signal), model: order.model, callId: call.id };
      const why = await markSent(at, call, at.clock.now());
      // What was taken before the switch may have been prepared for long: it is not sent after it.
      if (why === "stopped") throw pauseFor("stopped", { now: at.clock.now(), chance: at.chance(), pausedUntil: null });
      if (why === "taken-over") throw new AppError("conflict", "another worker has this call");
      return provider.submit(prepared, line);
    });
  } catch (error) {
    // An adapter never throws for what a provider does, so nothing was sent, or the row says that it was.
    await release(at, call);
    throw error;
  }
}
