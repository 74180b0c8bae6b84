import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Unit } from "#app/core/unit.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { plainSelection } from "./saved-selection.server.ts";
import { labelOf } from "./selection-query.ts";
import type { SavedSelectionView } from "./views.ts";

/** The saved selections of a workspace by name. */
export async function listSelections(at: WorkspaceContext): Promise<SavedSelectionView[]> {
  requireCan(at.actor, "read");
  const rows = await withWorkspace(at, (tx) => tx.savedSelection.findMany({ orderBy: { name: "asc" } }));
  return rows.map(({ id, name, selection, unit, createdAt }) => ({ id, name, label: labelOf(plainSelection(selection)), unit: Unit.parse(unit), savedAt: createdAt.toISOString() }));
}
