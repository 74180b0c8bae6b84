import type { WorkspaceContext } from "#app/core/context.ts";
import { exactDollars, type Micros } from "#app/core/money.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { notify, withdraw } from "../accounts/notices.server.ts";
import { tellCaps } from "../keys/tell-caps.server.ts";
import type { HeldCall } from "./held-call.ts";
import { settle, type Ending } from "./store.server.ts";

/**
 * Ends a call in the caller's transaction: the journal and the money, the alerts of the caps that it
 * brought nearer, and a run's stop where it cost more than it could. False where another holder has it.
 */
export async function settleCall(tx: Tx, at: WorkspaceContext, call: HeldCall, ending: Ending): Promise<boolean> {
  const { held, capped } = await settle(tx, call, ending, at.clock.now());
  if (!held) return false;
  const cost = ending.costMicros ?? 0;
  if (cost > 0 && capped) await tellCaps(tx, at, call);
  if (cost > call.most) await stopRun(tx, at, call, cost);
  return true;
}

/** A provider charged more than the price table says it can: what the run may cost at most is not known any more, so it stops until a person has read it. */
async function stopRun(tx: Tx, at: WorkspaceContext, { runId, model, most }: HeldCall, cost: Micros): Promise<void> {
  const what = `a call of ${at.models.get(model)?.title ?? model} cost $${exactDollars(cost)}, more than its declared maximum of $${exactDollars(most)}`;
  await tx.run.updateMany({ where: { id: runId, state: { in: ["running", "paused"] } }, data: { state: "paused", pausedAt: at.clock.now(), say: `The run is paused: ${what}. Nothing more is bought until you resume it.` } });
  const { number, skillName, kind } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { number: true, skillName: true, kind: true } });
  await withdraw(tx, runId, ["run-stopped"]);
  await notify(tx, at.workspaceId, { kind: "run-stopped", subject: runId, text: `${skillName}, ${kind === "test" ? "a live test" : `run ${number}`}: ${what}.` });
  await tx.$executeRaw`select pg_notify('progress', ${runId})`;
}
