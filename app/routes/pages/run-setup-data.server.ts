import type { WorkspaceContext } from "#app/core/context.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { listCollections } from "#app/features/catalog/list-collections.server.ts";
import { listSelections } from "#app/features/catalog/list-selections.server.ts";
import { viewSelection } from "#app/features/catalog/view-selection.server.ts";
import { Selection } from "#app/features/catalog/views.ts";
import { getRunForm } from "#app/features/runs/get-run-form.server.ts";
import { askedQuestions } from "#app/routes/asked-questions.server.ts";
import { chosenProducts } from "#app/routes/chosen-products.server.ts";

/** The run form, with the collections of the shop and the images that its questions can be answered with. */
export async function loadRunSetup(at: WorkspaceContext, skillId: string, url: URL) {
  const [form, workspace, room, saved] = await Promise.all([getRunForm(at, { skillId }), getWorkspace(at), readRoom(at, "items"), listSelections(at)]);
  const collections = workspace.shopDomain ? await listCollections(at) : [];
  const selection = fromAddress(url);
  return {
    form, room, collections, saved, reviewDays: workspace.reviewDays, selection, view: selection ? await viewSelection(at, selection, "product", form.needsPhoto) : null,
    asked: await askedQuestions(at, form.questions),
  };
}

/** Products that the admin opened the app with. */
function fromAddress(url: URL): Selection | null {
  const parsed = Selection.safeParse({ kind: "products", ids: chosenProducts(url) });
  return parsed.success ? parsed.data : null;
}
