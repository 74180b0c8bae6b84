import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import type { NoticeKind } from "./views.ts";

/** Says something in the app, once for each kind and subject. */
export async function notify(tx: Tx, workspaceId: string, notice: { kind: NoticeKind; subject: string; text: string }): Promise<void> {
  await tx.notice.createMany({ data: [{ workspaceId, ...notice }], skipDuplicates: true });
}

/** Takes back what was said of a subject (null: of every one), seen or not: it is not so any more. */
export async function withdraw(tx: Tx, subject: string | null, kinds: readonly NoticeKind[]): Promise<void> {
  await tx.notice.deleteMany({ where: { ...(subject === null ? {} : { subject }), kind: { in: [...kinds] } } });
}
