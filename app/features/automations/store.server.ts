import type { WorkspaceContext } from "#app/core/context.ts";
import type { AppError } from "#app/core/errors.ts";
import { monthBegan, type Micros } from "#app/core/money.ts";
import type { Automation } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { notify, withdraw } from "../accounts/notices.server.ts";
import { listenToCatalog } from "../catalog/listen-to-catalog.server.ts";

/** What an automation is called where its runs and notices name it. */
export function wordsOf({ kind, name }: Pick<Automation, "kind" | "name">): string {
  return `${kind === "trigger" ? "trigger" : "schedule"} “${name}”`;
}

/** Keeps the news that running triggers wait for, and no other. After a change of any of them, in its transaction. */
export async function listenForTriggers(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "clock">): Promise<void> {
  const rows = await tx.automation.findMany({ where: { kind: "trigger", state: "running" }, select: { event: true } });
  const heard = rows.map(({ event }) => event);
  await listenToCatalog(tx, at, { products: heard.includes("product-created"), images: heard.includes("image-added") });
}

/** Stops an automation for a reason that does not pass by itself, and tells the members. One that is not running any more is left as it is. */
export async function stopAutomation(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "clock">, automation: Pick<Automation, "id" | "kind" | "name">, why: AppError): Promise<void> {
  const { count } = await tx.automation.updateMany({ where: { id: automation.id, state: "running" }, data: { state: "stopped", say: why.say } });
  if (count === 0) return;
  await withdraw(tx, automation.id, ["automation-stopped"]);
  await notify(tx, at.workspaceId, { kind: "automation-stopped", subject: automation.id, text: `The ${wordsOf(automation)} stopped: ${why.say}` });
  await listenForTriggers(tx, at);
}

/** What the runs of each automation have spent in the month (UTC) of a moment, or may still spend while they go on. */
export async function monthMicros(tx: Tx, ids: readonly string[], now: Date): Promise<Map<string, Micros>> {
  const since = monthBegan(now);
  const rows = await tx.$queryRaw<{ id: string; micros: bigint }[]>`
    select r."automationId"::text as "id", sum(case when r."endedAt" is null then greatest(b."capMicros", b."spentMicros" + b."reservedMicros") else b."spentMicros" + b."reservedMicros" end)::bigint as "micros"
      from "Run" r join "Budget" b on b."scope" = 'run' and b."subject" = r."id" where r."automationId" = any(${[...ids]}::uuid[]) and r."createdAt" >= ${since} group by 1`;
  return new Map(rows.map(({ id, micros }) => [id, Number(micros)]));
}
