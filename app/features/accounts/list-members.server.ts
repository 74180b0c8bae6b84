import type { WorkspaceContext } from "#app/core/context.ts";
import { isRole } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { MemberView } from "./views.ts";

/** The members, oldest first, with those that were removed. No name or address is kept, so a person is known by Shopify's number. */
export async function listMembers(at: WorkspaceContext): Promise<MemberView[]> {
  const members = await withWorkspace(at, (tx) => tx.member.findMany({ orderBy: { createdAt: "asc" } }));
  return members.flatMap(({ id, role, shopifyUserId, lastSeenAt, pausedAt, removedAt }) => isRole(role)
    ? [{ id, role, lastSeenAt: lastSeenAt.toISOString(), you: id === at.actor.memberId, paused: pausedAt !== null, removed: removedAt !== null, label: id === at.actor.memberId ? "You" : `Staff member ${shopifyUserId}` }]
    : []);
}
