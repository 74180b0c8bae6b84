import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import type { NoticeKind } from "../accounts/views.ts";

export type KeyEventKind = "added" | "verified" | "refused" | "rotated" | "capped" | "alerted" | "paused" | "removed" | "stopped" | "allowed";

/** Of a cap one of these is told at a time: the highest share that was reached. */
export const CAP_NOTICES: readonly NoticeKind[] = ["cap-half", "cap-near", "cap-reached"];

/** Writes a line of the audit log, in the transaction of what happened. Without a key it is about the workspace's own cap or switch. */
export async function logKey(tx: Tx, workspaceId: string, event: { keyId: string | null; kind: KeyEventKind; text: string; memberId: string | null }): Promise<void> {
  await tx.keyEvent.create({ data: { workspaceId, ...event } });
}

/** Items that wait for a key, a cap or the switch look again, also those that are about to wait; the dispatcher is woken. After the change, in its transaction. */
export async function wakeItems(tx: Tx, reasons: readonly string[]): Promise<void> {
  await tx.$executeRaw`select wake_items(${[...reasons]}::text[], null)`;
  // What is told about them is old; what still waits is told again.
  await withdraw(tx, null, ["items-expire"]);
}

/** A name that the merchant reads in the log and on the card. */
export function nameOf(key: { readonly label: string; readonly lastFour: string }): string {
  return `${key.label} (••••${key.lastFour})`;
}
