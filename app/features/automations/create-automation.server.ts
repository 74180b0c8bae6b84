import { nextDue } from "#app/core/cadence.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { callDollars } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { asksImage } from "#app/core/skill/asks-image.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { getRunForm } from "../runs/get-run-form.server.ts";
import { listenForTriggers } from "./store.server.ts";
import type { NewAutomation } from "./views.ts";

/** A list that can be read, and looked through for each piece of news. */
const MOST = 50;

/** Makes a trigger or a schedule, which runs at once. Throws invalid_input where a cap is missing, invalid_skill and missing_answer where the skill cannot start by itself. */
export async function createAutomation(at: WorkspaceContext, input: NewAutomation): Promise<{ id: string }> {
  requireCan(at.actor, "manage");
  const { questions, each } = await getRunForm(at, { skillId: input.skillId });
  const asks = questions.find(({ question }) => asksImage(question));
  if (asks) throw new AppError("missing_answer", "asks for an image", { field: "skillId", say: `This skill asks for an image (“${asks.question.label}”), so it cannot start by itself.` });
  if (each.lines.length > 0) requireCaps(input, each.maximumMicros);
  const now = at.clock.now();
  const buys = each.lines.length > 0;
  const { workspaceId } = at;
  return withWorkspace(at, async (tx) => {
    await tx.$executeRaw`select 1 from "Workspace" where "id" = ${workspaceId}::uuid for no key update`;
    if (await tx.automation.count({ where: { name: input.name } })) throw new AppError("invalid_input", "automation exists", { field: "name", say: `There is an automation “${input.name}” already.` });
    if (await tx.automation.count() >= MOST) throw new AppError("invalid_input", "too many automations", { field: "name", say: `There are ${MOST} automations, the most there can be. Delete one that is not used any more.` });
    const own = input.kind === "trigger"
      ? { event: input.event, ...(input.filter ? { filter: input.filter } : {}) }
      : { selection: input.selection, cadence: input.cadence, catchUp: input.catchUp, nextAt: nextDue(input.cadence, now), dueAt: nextDue(input.cadence, now) };
    const { id } = await tx.automation.create({
      data: { workspaceId, kind: input.kind, name: input.name, skillId: input.skillId, unit: input.unit, capMicros: buys ? input.capMicros : null, monthCapMicros: buys ? input.monthCapMicros : null, ownerId: at.actor.memberId, since: now, createdAt: now, ...own },
      select: { id: true },
    });
    await listenForTriggers(tx, at);
    return { id };
  });
}

function requireCaps({ capMicros, monthCapMicros }: NewAutomation, eachMicros: number): void {
  const missing = capMicros === null ? "capMicros" : monthCapMicros === null ? "monthCapMicros" : null;
  if (missing) throw new AppError("invalid_input", "no cap", { field: missing, say: "This skill buys from a provider, so it needs a cap for each run and one for the month." });
  if ((capMicros ?? 0) < eachMicros) throw new AppError("invalid_input", "cap below one item", { field: "capMicros", say: `One item may cost ${callDollars(eachMicros)}: a run needs a cap that allows at least one.` });
  if ((monthCapMicros ?? 0) < (capMicros ?? 0)) throw new AppError("invalid_input", "month below run", { field: "monthCapMicros", say: "The month needs at least the cap of one run." });
}
