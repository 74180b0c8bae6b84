import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { notify, withdraw } from "../accounts/notices.server.ts";

const DAY_MS = 86_400_000;
/** A request that is not done is told of again so many days before it is due. */
const REMIND_DAYS = [14, 7, 2];

/**
 * Reminds of compliance requests that are not done: the owner by a notice, the operator by the log, 14, 7
 * and 2 days before the thirty are over. Safe to run twice. Returns how many reminders were given.
 */
export async function remindPrivacy(context: Context): Promise<number> {
  const now = context.clock.now();
  // The stage is how many of the three moments have passed.
  const stages = REMIND_DAYS.map((_days, place) => `("dueAt" <= $1::timestamptz + make_interval(days => $${place + 2}))::int`).join(" + ");
  const due = await withSystem(context.db, "expire", (tx) => tx.query<{ workspaceId: string }>(
    `select distinct "workspaceId" from "PrivacyRequest" where "finishedAt" is null and "reminded" < ${stages}`, [now, ...REMIND_DAYS]));
  let told = 0;
  for (const { workspaceId } of due) {
    await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
      const open = await tx.privacyRequest.findMany({ where: { finishedAt: null } });
      for (const { id, dueAt, reminded, topic } of open) {
        const stage = REMIND_DAYS.filter((days) => dueAt.getTime() <= now.getTime() + days * DAY_MS).length;
        if (stage <= reminded) continue;
        const days = Math.max(0, Math.ceil((dueAt.getTime() - now.getTime()) / DAY_MS));
        // Seen or not, it is said anew.
        await withdraw(tx, id, ["privacy-request"]);
        await notify(tx, workspaceId, { kind: "privacy-request", subject: id, text: `A privacy request of Shopify is due ${days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`} and not done.` });
        await tx.privacyRequest.update({ where: { id }, data: { reminded: stage } });
        context.log.warn({ workspaceId, requestId: id, topic, days }, "a privacy request is not done");
        told += 1;
      }
    });
  }
  return told;
}
