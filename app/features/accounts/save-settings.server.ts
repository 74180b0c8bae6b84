import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** The settings of a workspace. Days and minutes are whole numbers within the policy's bounds. */
export const WorkspaceSettings = z.object({
  reviewDays: z.coerce.number("Write a number of days").int("Write whole days").min(1, "At least 1 day").max(14, "At most 14 days"),
  restoreMinutes: z.coerce.number("Write a number of minutes").int("Write whole minutes").min(0, "0 or more").max(1440, "At most 1440 minutes, which is a day"),
  singleKeys: z.boolean(),
});

/** Saves the settings. They hold for images that are made or rejected from now on. */
export async function saveSettings(at: WorkspaceContext, input: z.output<typeof WorkspaceSettings>): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, (tx) => tx.workspace.update({ where: { id: at.workspaceId }, data: input }));
}
