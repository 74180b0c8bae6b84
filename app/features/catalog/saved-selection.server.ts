import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { Selection, type PlainSelection } from "./views.ts";

/** A saved selection by its id. Throws not_found where it was deleted. */
export async function savedSelection(at: WorkspaceContext, id: string): Promise<{ name: string; selection: PlainSelection }> {
  const row = await withWorkspace(at, (tx) => tx.savedSelection.findUnique({ where: { id } }));
  if (!row) throw new AppError("not_found", "no such saved selection", { field: "selection", say: "This saved selection was deleted. Choose the products in another way." });
  return { name: row.name, selection: plainSelection(row.selection) };
}

/** What a saved selection holds. One that names another cannot be saved. */
export function plainSelection(stored: unknown): PlainSelection {
  const selection = Selection.parse(stored);
  if (selection.kind === "saved") throw new AppError("invalid_input", "a saved selection in another", { field: "selection", say: "This is saved already." });
  return selection;
}
