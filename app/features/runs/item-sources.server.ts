import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { sourceId, sourcesOf, type ImageRecipe, type SourceRecipe } from "#app/core/image/recipe.ts";
import type { ImageFacts } from "#app/core/ports/image-desk.ts";
import { hashOf } from "../images/keep-image.server.ts";

/** What is larger is read again rather than held while a provider works, bytes: sixty items wait at once. */
const HELD_BYTES = 2_000_000;

type Source = SourceRecipe["source"];

/** The sources of one item's images: a photo that is sent along and compared with later is fetched and decoded once. */
export interface ItemSources {
  /** Its bytes: from the shop, or as they are kept in this workspace. Throws missing_asset, or what the shop's photo throws. */
  bytes(source: Source): Promise<Uint8Array>;
  /** The bytes of every source of a recipe, by sourceId. */
  allOf(recipe: ImageRecipe): Promise<ReadonlyMap<string, Uint8Array>>;
  /** What was learned of it: as told before, else from the head of these bytes. */
  facts(source: Source, bytes: Uint8Array): Promise<ImageFacts>;
  /** A rendering has decoded these, by sourceId. */
  learn(facts: ReadonlyMap<string, ImageFacts>): void;
}

/** The sources of an item that begins. */
export function itemSources(at: WorkspaceContext): ItemSources {
  const held = new Map<string, Uint8Array>();
  const known = new Map<string, ImageFacts>();
  const bytesOf = async (source: Source) => {
    const id = sourceId(source);
    const bytes = held.get(id) ?? await read(at, source);
    if (bytes.byteLength <= HELD_BYTES) held.set(id, bytes);
    return bytes;
  };
  return {
    bytes: bytesOf,
    allOf: async (recipe) => {
      const sources = new Map<string, Uint8Array>();
      for (const source of sourcesOf(recipe)) sources.set(sourceId(source), await bytesOf(source));
      return sources;
    },
    facts: async (source, bytes) => known.get(sourceId(source)) ?? at.images.inspect(bytes),
    learn: (facts) => { for (const [id, fact] of facts) known.set(id, fact); },
  };
}

async function read(at: WorkspaceContext, source: Source): Promise<Uint8Array> {
  if (source.from === "shop") return at.shops.photo(source.url);
  const bytes = await at.blobs.get(at.workspaceId, source.hash);
  if (!bytes || hashOf(bytes) !== source.hash) throw new AppError("missing_asset", "no bytes for a source");
  return bytes;
}
