import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { plainText } from "#app/core/plain-text.ts";
import { Unit } from "#app/core/unit.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { plainSelection } from "./saved-selection.server.ts";
import { Selection } from "./views.ts";

/** So many are kept by a workspace: a list that can be read. */
const MOST = 100;

/** A name of a saved selection: 1 to 60 characters. */
export const SelectionName = z.string().transform(plainText).pipe(z.string().trim().min(1, "Write a name").max(60, "At most 60 characters"));

/** A way to choose products, to be found again. */
export const SaveSelection = z.object({ name: SelectionName, selection: Selection, unit: Unit });

/** Saves how products are chosen, by name. What it holds is looked up each time it is used. */
export async function saveSelection(at: WorkspaceContext, input: z.output<typeof SaveSelection>): Promise<{ id: string }> {
  requireCan(at.actor, "run");
  const { workspaceId } = at;
  const selection = plainSelection(input.selection);
  return withWorkspace(at, async (tx) => {
    await requireFree(tx, workspaceId, input.name);
    if (await tx.savedSelection.count() >= MOST) throw new AppError("invalid_input", "too many saved selections", { field: "name", say: `${MOST} selections are saved, the most there can be. Delete one that is not used any more.` });
    return tx.savedSelection.create({ data: { workspaceId, name: input.name, selection, unit: input.unit, createdBy: at.actor.memberId, createdAt: at.clock.now() }, select: { id: true } });
  });
}

/** Throws invalid_input where another one has the name. Who asks holds it until his transaction ends. */
export async function requireFree(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await tx.$executeRaw`select 1 from "Workspace" where "id" = ${workspaceId}::uuid for no key update`;
  if (await tx.savedSelection.count({ where: { name } })) throw new AppError("invalid_input", "saved selection exists", { field: "name", say: `There is a saved selection “${name}” already.` });
}
