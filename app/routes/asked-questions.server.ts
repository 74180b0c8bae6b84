import type { WorkspaceContext } from "#app/core/context.ts";
import type { AskedQuestion } from "#app/core/skill/questions.ts";
import { listAssets } from "#app/features/assets/list-assets.server.ts";
import { listFolders } from "#app/features/assets/list-folders.server.ts";
import type { ImageView } from "#app/features/images/views.ts";

/** A question with the images of the Asset Library that answer it. */
export interface OfferedQuestion extends Pick<AskedQuestion, "key" | "question"> {
  readonly assets: readonly { readonly id: string; readonly name: string; readonly image: ImageView }[];
}

/** The questions of a run form with the newest images of the folders that they name. */
export async function askedQuestions(at: WorkspaceContext, questions: readonly AskedQuestion[]): Promise<OfferedQuestion[]> {
  const wanted = questions.flatMap(({ question }) => (question.kind === "asset" ? [question.folder] : []));
  const folders = wanted.length > 0 ? (await listFolders(at)).filter(({ name }) => wanted.includes(name)) : [];
  const assets = new Map(await Promise.all(folders.map(async ({ id, name }) => [name, (await listAssets(at, { folderId: id, search: "", after: null })).assets] as const)));
  return questions.map(({ key, question }) => ({ key, question, assets: (question.kind === "asset" ? assets.get(question.folder) ?? [] : []).map(({ id, name, image }) => ({ id, name, image })) }));
}
