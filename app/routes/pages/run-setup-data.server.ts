import type { WorkspaceContext } from "#app/core/context.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listAssets } from "#app/features/assets/list-assets.server.ts";
import { listFolders } from "#app/features/assets/list-folders.server.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { listCollections } from "#app/features/catalog/list-collections.server.ts";
import { viewSelection } from "#app/features/catalog/view-selection.server.ts";
import { Selection } from "#app/features/catalog/views.ts";
import { getRunForm } from "#app/features/runs/get-run-form.server.ts";
import { chosenProducts } from "#app/routes/chosen-products.server.ts";

/** The run form, with the collections of the shop and the images that its questions can be answered with. */
export async function loadRunSetup(at: WorkspaceContext, skillId: string, url: URL) {
  const [form, workspace, room] = await Promise.all([getRunForm(at, { skillId }), getWorkspace(at), readRoom(at, "items")]);
  const collections = workspace.shopDomain ? await listCollections(at) : [];
  const wanted = form.questions.flatMap(({ question }) => (question.kind === "asset" ? [question.folder] : []));
  const folders = wanted.length > 0 ? (await listFolders(at)).filter(({ name }) => wanted.includes(name)) : [];
  const assets = new Map(await Promise.all(folders.map(async ({ id, name }) => [name, (await listAssets(at, { folderId: id, search: "", after: null })).assets] as const)));
  const selection = fromAddress(url);
  return {
    form, room, collections, reviewDays: workspace.reviewDays, selection, view: selection ? await viewSelection(at, selection) : null,
    asked: form.questions.map(({ key, question }) => ({ key, question, assets: (question.kind === "asset" ? assets.get(question.folder) ?? [] : []).map(({ id, name, image }) => ({ id, name, image })) })),
  };
}

/** Products that the admin opened the app with. */
function fromAddress(url: URL): Selection | null {
  const parsed = Selection.safeParse({ kind: "products", ids: chosenProducts(url) });
  return parsed.success ? parsed.data : null;
}
