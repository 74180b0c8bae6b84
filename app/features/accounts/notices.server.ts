import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import type { NoticeView } from "./views.ts";

/** Says something in the app, once for each kind and subject. */
export async function notify(tx: Tx, workspaceId: string, notice: { kind: NoticeView["kind"]; subject: string; text: string }): Promise<void> {
  await tx.notice.createMany({ data: [{ workspaceId, ...notice }], skipDuplicates: true });
}
