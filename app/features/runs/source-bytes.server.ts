import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { sourceId, sourcesOf, type ImageRecipe, type SourceRecipe } from "#app/core/image/recipe.ts";
import { hashOf } from "../images/keep-image.server.ts";

/** The bytes of a recipe's source: from the shop, or as they are kept in this workspace. */
export async function sourceBytes(at: WorkspaceContext, source: SourceRecipe["source"]): Promise<Uint8Array> {
  if (source.from === "shop") return at.shops.photo(source.url);
  const bytes = await at.blobs.get(at.workspaceId, source.hash);
  if (!bytes || hashOf(bytes) !== source.hash) throw new AppError("missing_asset", "no bytes for a source");
  return bytes;
}

/** The bytes of every source of a recipe, by sourceId. */
export async function bytesFor(at: WorkspaceContext, recipe: ImageRecipe): Promise<ReadonlyMap<string, Uint8Array>> {
  const sources = new Map<string, Uint8Array>();
  for (const source of sourcesOf(recipe)) sources.set(sourceId(source), await sourceBytes(at, source));
  return sources;
}
