import type { Model, Quality } from "#app/core/model.ts";
import type { ImageRequest, SentImage } from "#app/core/provider.ts";

/** A request cut down to what a model takes, and in words what was left out. */
export interface Fitted {
  readonly references: readonly SentImage[];
  readonly mask: SentImage | null;
  readonly quality: Quality | null;
  readonly seed: number | null;
  readonly warnings: readonly string[];
}

/** Leaves out what a model does not take, by its row of the catalog, and says so to the merchant. */
export function fitImage({ references, mask, quality, seed }: ImageRequest, model: Model): Fitted {
  const used = fitReferences(references, model);
  const masks = model.mask && used.images.length > 0;
  const qualities = quality === null || model.qualities.includes(quality);
  return {
    references: used.images, mask: masks ? mask : null, quality: qualities ? quality : null, seed: model.seed ? seed : null,
    warnings: [
      ...used.warnings,
      ...(mask && !masks ? [`${model.title} takes no mask${model.mask ? " without a reference image" : ""}: the whole image may have changed.`] : []),
      ...(qualities ? [] : [`${model.title} has no quality “${quality}”: its own was used.`]),
      ...(seed !== null && !model.seed ? [`Seed is ignored by ${model.title}.`] : []),
    ],
  };
}

/** The references that fit, the first ones. */
export function fitReferences(images: readonly SentImage[], model: Model): { readonly images: readonly SentImage[]; readonly warnings: readonly string[] } {
  if (images.length <= model.references) return { images, warnings: [] };
  const kept = model.references === 0 ? "none was used" : `the first ${model.references} of ${images.length} were used`;
  return { images: images.slice(0, model.references), warnings: [`${model.title} takes at most ${model.references} reference images: ${kept}.`] };
}
