import { setTimeout as wait } from "node:timers/promises";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { Micros } from "#app/core/money.ts";
import { costOf, type Usage } from "#app/core/price.ts";
import type { Made, Outcome, Provider, ProviderCall, Ticket } from "#app/core/provider.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { pauseKey, refuseKey, withKey, type UsableKey } from "../keys/key-for-call.server.ts";
import type { HeldCall } from "./held-call.ts";
import { ItemPause, ItemUncertain } from "./item-pause.ts";
import type { Bought, Kept, Order } from "./order.ts";
import { pollPause } from "./poll-pause.ts";
import { settleCall } from "./settle-call.server.ts";
import { keepCall, keepTicket, useKept, type Ending } from "./store.server.ts";

/** The parts of a call under way. */
export interface Under {
  readonly provider: Provider;
  readonly key: UsableKey;
  readonly call: HeldCall;
}

/** A ticket that has not become a result after this long is uncertain, ms. */
const TICKET_MS = 15 * 60_000;
const NOTHING = { warnings: [], usage: null, result: null } as const;

/** Follows a call to its end and writes what came of it: money first, then what the item is told. */
export async function conclude(at: WorkspaceContext, order: Order, under: Under, outcome: Outcome, signal: AbortSignal): Promise<Bought> {
  switch (outcome.state) {
    case "done": return keepMade(at, order, under, outcome.made);
    case "pending": return follow(at, order, under, outcome, signal);
    case "corrupt": return fail(at, under, { cost: cost(order, under, outcome), outcome: "corrupt", error: new AppError("answer_corrupt", outcome.why) });
    case "moderated": return fail(at, under, { cost: outcome.charged ? cost(order, under, { usage: null, costMicros: null, ...outcome }) : 0, outcome: "moderated", error: new AppError("moderated", outcome.rule, { say: `${under.provider.title} refused this image or text (${outcome.rule}). Change the prompt or the photo.` }) });
    case "invalid-request": return fail(at, under, { cost: 0, outcome: outcome.state, error: new AppError("provider_refused", outcome.why, { say: `${under.provider.title} did not accept this request: ${outcome.why}` }) });
    case "unknown": return uncertain(at, under, outcome.why);
    case "rate-limited": return pauseUntil(at, under, outcome.state, outcome.untilMs, `${under.provider.title} asks for a pause. It goes on by itself.`);
    case "overloaded": return free(at, under, outcome.state, new AppError("provider_busy", outcome.why, { say: `${under.provider.title} did not take the call. It is tried again by itself.` }));
    case "bad-key": case "no-quota": case "not-permitted": {
      // A quota of the day comes back by itself; an account without credit does not.
      if (outcome.state === "no-quota" && outcome.untilMs !== null) return pauseUntil(at, under, outcome.state, outcome.untilMs, `The quota that ${under.provider.title} gives this key for now is used up. It goes on by itself when there is a new one.`);
      await refuseKey(at, under.key, outcome);
      return free(at, under, outcome.state, new ItemPause("no_key", outcome.state, { until: null }));
    }
  }
}

/** What a charged call cost: as the provider says, else by its usage, else its maximum, which is never too little. */
function cost(order: Order, { call }: Under, told: { readonly usage: Usage | null; readonly costMicros: Micros | null }): Micros {
  return told.costMicros ?? (told.usage ? costOf(order.model, told.usage) : null) ?? call.most;
}

/** Bytes first, then one commit of journal, money and uses: a crash between leaves a sent call, never a lost charge. */
async function keepMade(at: WorkspaceContext, order: Order, under: Under, made: Made): Promise<Bought> {
  const charged = cost(order, under, made);
  const { call } = under;
  let kept: Kept;
  try {
    kept = await order.keep(made.images);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    return fail(at, under, { cost: charged, outcome: "corrupt", error: new AppError("answer_corrupt", error.message, { cause: error }) });
  }
  const { images, confirm } = kept;
  const warnings = [...order.warnings, ...made.warnings];
  const ending: Ending = { state: "done", costMicros: charged, outcome: "done", say: null, warnings, usage: made.usage, result: { images, text: made.text } };
  const how = await keepCall(at, call, ending, kept, at.clock.now());
  if (how === "taken-over") throw new AppError("conflict", "another worker has this call");
  if (how === "tell") await tellKept(at, call, ending, kept);
  await confirm();
  return { callId: call.id, images, text: made.text, warnings, reused: false };
}

/** The same as keepCall in a transaction of its own, with what its caps and its run are told. */
async function tellKept(at: WorkspaceContext, call: HeldCall, ending: Ending, kept: Kept): Promise<void> {
  await withWorkspace(at, async (tx) => {
    // The money last: it locks the budgets, which every call of the workspace waits for.
    await useKept(tx, call, kept);
    if (!(await settleCall(tx, at, call, ending))) throw new AppError("conflict", "another worker has this call");
  });
}

async function follow(at: WorkspaceContext, order: Order, under: Under, pending: { readonly ticket: Ticket; readonly pollAfterMs: number }, signal: AbortSignal): Promise<Bought> {
  const { call } = under;
  if (!(await keepTicket(at, call, pending.ticket))) throw new AppError("conflict", "another worker has this call");
  return pollTicket(at, order, under, pending.ticket, pending.pollAfterMs, signal);
}

/** Asks for a ticket's result until there is one. Asked to stop, it leaves the ticket to the next worker. */
export async function pollTicket(at: WorkspaceContext, order: Order, under: Under, ticket: Ticket, afterMs: number, signal: AbortSignal): Promise<Bought> {
  const { provider, key } = under;
  const until = at.clock.now().getTime() + TICKET_MS;
  for (let pause = afterMs; ;) {
    await wait(pause, undefined, { signal });
    const outcome = await withKey(at, key, (value) => {
      const call: ProviderCall = { ...at.lines.open(provider, value, signal), model: order.model, callId: under.call.id };
      return provider.poll ? provider.poll(ticket, call) : Promise.resolve<Outcome>({ state: "unknown", why: "this provider has no tickets" });
    });
    const now = at.clock.now().getTime();
    const next = pollPause(outcome, now);
    if (next === null) return conclude(at, order, under, outcome, signal);
    if (now > until) return uncertain(at, under, "The provider has not finished it in 15 minutes.");
    if (outcome.state === "rate-limited") await pauseKey(at, key, new Date(outcome.untilMs));
    pause = next;
  }
}

/** Nothing was charged, and no call of this key is made before then. */
async function pauseUntil(at: WorkspaceContext, under: Under, outcome: string, untilMs: number, say: string): Promise<never> {
  const until = new Date(untilMs);
  await pauseKey(at, under.key, until);
  return free(at, under, outcome, new ItemPause("provider_busy", outcome, { until, say }));
}

async function fail(at: WorkspaceContext, { call }: Under, ended: { readonly cost: Micros; readonly outcome: string; readonly error: AppError }): Promise<never> {
  await end(at, call, { ...NOTHING, state: "failed", costMicros: ended.cost, outcome: ended.outcome, say: ended.error.say });
  throw ended.error;
}

async function free(at: WorkspaceContext, { call }: Under, outcome: string, error: AppError): Promise<never> {
  await end(at, call, { ...NOTHING, state: "released", costMicros: null, outcome, say: error.say });
  throw error;
}

function uncertain(at: WorkspaceContext, { call, provider }: Under, why: string): Promise<never> {
  return endUncertain(at, call, `This was sent to ${provider.title} and no answer came: ${why} It may have been charged, and is not bought again by itself.`);
}

/** Nobody knows whether a call was charged: it keeps its reserve, and the item stops until a person decides. Always throws ItemUncertain. */
export async function endUncertain(at: WorkspaceContext, call: HeldCall, say: string): Promise<never> {
  await end(at, call, { ...NOTHING, state: "uncertain", costMicros: null, outcome: "unknown", say });
  throw new ItemUncertain(say);
}

async function end(at: WorkspaceContext, call: HeldCall, ending: Ending): Promise<void> {
  await withWorkspace(at, (tx) => settleCall(tx, at, call, ending));
}
