import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { callDollars } from "#app/core/money.ts";
import { Unit } from "#app/core/unit.ts";
import { asksImage } from "#app/core/skill/asks-image.ts";
import type { Automation } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Selection } from "../catalog/views.ts";
import { getRunForm } from "../runs/get-run-form.server.ts";
import { startRun } from "../runs/start-run.server.ts";
import { suggestedAnswers } from "../runs/suggested-answers.ts";
import { monthMicros, wordsOf } from "./store.server.ts";

/**
 * Starts a run for an automation: the skill as it is published now, with its own suggestions as answers, with the
 * rights of an operator and within both caps. The same key again is the same run. Throws what keeps it from being
 * started, not_allowed where its owner is none any more, and cap_reached where the month has no room for one item.
 */
export async function startAutomated(at: WorkspaceContext, automation: Automation, order: { readonly selection: Selection; readonly requestKey: string }): Promise<{ runId: string }> {
  await requireOwner(at, automation);
  const operator: WorkspaceContext = { ...at, actor: { memberId: null, role: "operator" } };
  const { versionId, questions, each } = await getRunForm(operator, { skillId: automation.skillId });
  const asks = questions.find(({ question }) => asksImage(question));
  if (asks) throw new AppError("missing_answer", "asks for an image", { say: `The skill asks for an image (“${asks.question.label}”), so it cannot start by itself.` });
  const cap = each.lines.length > 0 ? { capMicros: await roomOf(at, automation, each.maximumMicros) } : {};
  return startRun(operator, { ...order, versionId, unit: Unit.parse(automation.unit), answers: suggestedAnswers(questions), ...cap }, { automationId: automation.id, words: `By ${wordsOf(automation)}` });
}

async function requireOwner(at: WorkspaceContext, { ownerId }: Automation): Promise<void> {
  const owner = ownerId === null ? null : await withWorkspace(at, (tx) => tx.member.findUnique({ where: { id: ownerId }, select: { role: true, pausedAt: true, removedAt: true } }));
  if (owner?.role !== "owner" || owner.pausedAt || owner.removedAt) throw new AppError("not_allowed", "its owner is none any more", { say: "Whoever answers for it is no owner of the workspace any more. An owner can resume it and answers for it then." });
}

/** What its next run may cost. */
async function roomOf(at: WorkspaceContext, { id, capMicros, monthCapMicros }: Automation, eachMicros: number): Promise<number> {
  if (capMicros === null || monthCapMicros === null) throw new AppError("cap_reached", "no caps", { say: "The skill buys from a provider now, and no cap was set. Make it anew with caps." });
  const used = (await withWorkspace(at, (tx) => monthMicros(tx, [id], at.clock.now()))).get(id) ?? 0;
  const room = Math.min(Number(capMicros), Number(monthCapMicros) - used);
  if (room < eachMicros) throw new AppError("cap_reached", "no room for one item", { say: `One item costs at most ${callDollars(eachMicros)}, and its cap leaves ${callDollars(Math.max(0, room))}. Resume it next month, or make it anew with a higher cap.` });
  return room;
}
