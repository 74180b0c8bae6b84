import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { listMembers } from "../accounts/list-members.server.ts";
import type { KeyEventView } from "./views.ts";

const PAGE = 10;

/** The audit log, newest first: what happened to keys, caps and the switch, when, and by whom. `before` is the last event of the page before. */
export async function listKeyEvents(at: WorkspaceContext, input: { before: string | null }): Promise<{ events: KeyEventView[]; older: string | null }> {
  requireCan(at.actor, "read");
  const members = new Map((await listMembers(at)).map(({ id, label }) => [id, label]));
  return withWorkspace(at, async (tx) => {
    const last = input.before === null ? null : await tx.keyEvent.findUnique({ where: { id: input.before }, select: { id: true, createdAt: true } });
    const rows = await tx.keyEvent.findMany({
      where: last ? { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] } : {},
      orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const events = shown.map(({ id, text, createdAt, memberId }) => ({ id, text, at: createdAt.toISOString(), by: memberId === null ? null : members.get(memberId) ?? "A former member" }));
    return { events, older: rows.length > PAGE ? shown.at(-1)?.id ?? null : null };
  });
}
