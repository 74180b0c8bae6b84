import { Cadence, newestDue, nextDue } from "#app/core/cadence.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import type { Automation, Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Selection } from "../catalog/views.ts";
import { afterFailure } from "./after-failure.ts";
import { startAutomated } from "./start-automated.server.ts";
import { stopAutomation } from "./store.server.ts";

/** A due time is missed where nothing was started for so long after it. */
const LATE_MS = 15 * 60_000;
/** A failure that passes is tried again after this. */
const AGAIN_MS = 60_000;

/**
 * Starts the run of each schedule that is due. Of several due times that were missed only the newest counts, or none,
 * as its catch-up rule says. The run is known by its due time, and only then the next one is written, so that however
 * many workers look and wherever one dies, each due time has one run at most and is not forgotten.
 */
export async function fireSchedules(at: WorkspaceContext): Promise<void> {
  const now = at.clock.now();
  const due = await withWorkspace(at, (tx) => tx.automation.findMany({ where: { kind: "schedule", state: "running", dueAt: { lte: now } }, orderBy: { dueAt: "asc" } }));
  for (const schedule of due) await fire(at, schedule, now);
}

async function fire(at: WorkspaceContext, schedule: Automation, now: Date): Promise<void> {
  if (!schedule.nextAt) return;
  const cadence = Cadence.parse(schedule.cadence);
  const newest = newestDue(cadence, schedule.nextAt, now);
  const next = nextDue(cadence, now);
  if (schedule.catchUp === "skip" && now.getTime() - newest.getTime() > LATE_MS) return move(at, schedule, { nextAt: next, dueAt: next, say: "The last time was missed and left out." });
  try {
    await startAutomated(at, schedule, { selection: Selection.parse(schedule.selection), requestKey: `schedule-${schedule.id}-${newest.toISOString()}` });
    await move(at, schedule, { nextAt: next, dueAt: next, lastAt: newest, say: null });
  } catch (thrown) {
    const { then, error } = afterFailure(thrown);
    at.log.warn({ workspaceId: at.workspaceId, automationId: schedule.id, code: error.code, then }, "a schedule did not start a run");
    if (then === "later") return move(at, schedule, { dueAt: new Date(now.getTime() + AGAIN_MS), say: error.say });
    await move(at, schedule, { nextAt: next, dueAt: next, lastAt: newest, say: error.say });
    if (then === "stop") await withWorkspace(at, (tx) => stopAutomation(tx, at, schedule, error));
  }
}

/** Writes where a schedule stands, unless somebody else has moved it meanwhile. */
async function move(at: WorkspaceContext, { id, nextAt }: Automation, data: Prisma.AutomationUpdateManyMutationInput): Promise<void> {
  await withWorkspace(at, (tx) => tx.automation.updateMany({ where: { id, nextAt }, data }));
}
