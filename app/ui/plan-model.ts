import { targetOrder, type Place } from "#app/core/media-order.ts";
import { ALT_LIMIT } from "#app/core/text-template.ts";
import { count, whole } from "./format.ts";
import type { Tile } from "./media-strip.tsx";
import type { PictureSource } from "./picture.tsx";

/** What the merchant decided about one output. */
export interface OutputChoice {
  readonly included: boolean;
  readonly altText: string;
  readonly place: Place;
  readonly link: "none" | "bare" | "variant";
  readonly fileName: string;
}

/** An output as the plan knows it. */
export interface PlanOutput {
  readonly id: string;
  readonly image: PictureSource;
  readonly altText: string;
  readonly altOf: string | null;
  readonly sourceId: string | null;
  readonly variant: { readonly id: string; readonly title: string } | null;
  readonly fileName: string;
  readonly fit: string | null;
}

/** A product with its outputs, as the plan knows it. */
export interface PlanRow {
  readonly productId: string;
  readonly title: string;
  readonly variantCount: number;
  readonly variantsWithoutImage: number;
  readonly outputs: readonly PlanOutput[];
  readonly outputsLeft: number;
  readonly now: readonly { readonly id: string; readonly url: string | null; readonly alt: string; readonly kind: Tile["kind"]; readonly variants: number }[];
  readonly room: number;
  readonly blocked: string | null;
}

/** An output with what was decided about it. */
export interface Planned extends OutputChoice {
  readonly output: PlanOutput;
}

/** What is decided where nothing was changed by hand: everything goes to `place`, as suggested, and a variant's image to its variant. */
export function plannedOf({ outputs }: PlanRow, choices: Readonly<Record<string, Partial<OutputChoice>>>, place: Place): Planned[] {
  return outputs.map((output) => ({ output, included: true, altText: output.altText, place, link: output.variant ? "variant" : "none", fileName: output.fileName, ...choices[output.id] }));
}

/** The new images that go in; an alt text adds none. */
const added = (planned: readonly Planned[]) => planned.filter(({ included, output }) => included && output.altOf === null);

/** The photo that an image takes the place of; null where it replaces none. */
export const replacedBy = ({ place, output }: Planned): string | null => (place === "replace" && output.altOf === null ? output.sourceId : null);

/** The media before, with those marked that are replaced. */
export function tilesBefore({ now }: PlanRow, planned: readonly Planned[]): Tile[] {
  const replaced = added(planned).map(replacedBy);
  return now.map(({ id, url, alt }) => ({ image: url, alt, kind: replaced.includes(id) ? "replaced" : "kept" }));
}

/** The media after publishing, in the order that the worker makes: ours marked, and the others where their place changes. */
export function tilesAfter({ now }: PlanRow, planned: readonly Planned[]): Tile[] {
  const ours = added(planned);
  const replaced = ours.map(replacedBy);
  const order = orderAfter(now, ours).filter((id) => !replaced.includes(id));
  return order.flatMap((id, place): Tile[] => {
    const own = ours.find(({ output }) => output.id === id);
    const former = now.findIndex((media) => media.id === id);
    const media = now[former];
    if (own) return [{ image: own.output.image, alt: own.altText, kind: "new" }];
    return media ? [{ image: media.url, alt: textAfter(planned, id) ?? media.alt, kind: former === place ? "kept" : "moved" }] : [];
  });
}

function orderAfter(now: PlanRow["now"], ours: readonly Planned[]): string[] {
  const placed = ours.map(({ output: { id, sourceId }, place }) => ({ id, place, sourceId }));
  return targetOrder([...now.map(({ id }) => id), ...placed.map(({ id }) => id)], placed);
}

function textAfter(planned: readonly Planned[], mediaId: string): string | undefined {
  return planned.find(({ included, output }) => included && output.altOf === mediaId)?.altText;
}

/** Every change in words, one sentence each. */
export function changeWords(row: PlanRow, planned: readonly Planned[]): string[] {
  const ours = added(planned);
  const replaced = ours.map(replacedBy);
  const order = orderAfter(row.now, ours).filter((id) => !replaced.includes(id));
  const bare = ours.find(({ link }) => link === "bare");
  return planned.filter(({ included }) => included).flatMap((one) => {
    const { output, place, altText } = one;
    const position = row.now.findIndex(({ id }) => id === output.altOf) + 1;
    if (output.altOf !== null) return [`The alt text of image ${whole(position)} is written: “${altText}”.`];
    const at = order.indexOf(output.id) + 1;
    const photo = row.now.find(({ id }) => id === replacedBy(one));
    return [
      photo ? `The new image takes the place of image ${whole(row.now.indexOf(photo) + 1)} as number ${whole(at)}. The photo is kept in your library.` : `A new image is added as number ${whole(at)}.`,
      ...(photo && photo.variants > 0 ? [`${count(photo.variants, "variant that shows", "variants that show")} that photo will show the new image.`] : []),
      ...((place === "replace" || place === "after-source") && output.sourceId === null ? ["The photo that it was made from is not on the product any more, so it goes after the first and replaces nothing."] : []),
      ...(one === bare && row.variantsWithoutImage > 0 ? [`${count(row.variantsWithoutImage, "variant without an image shows", "variants without an image show")} it.`] : []),
      ...(one.link === "variant" && output.variant ? [output.variant.title ? `The variant ${output.variant.title} shows it.` : "The product's one variant shows it."] : []),
      ...(output.fit ? [output.fit] : []),
    ];
  });
}

/** What keeps a product from being published as it is planned, in words. */
export function problemsOf({ room }: PlanRow, planned: readonly Planned[]): string[] {
  const ours = added(planned);
  const replaced = ours.flatMap((one) => replacedBy(one) ?? []);
  const over = ours.length - room;
  return [
    ...(over > 0 ? [`Shopify allows 250 media on a product, and this one has room for ${whole(room)} more. Remove ${whole(over)} in Shopify, or leave ${count(over, "image")} out.`] : []),
    ...(new Set(replaced).size < replaced.length ? ["Two images cannot take the place of the same photo. Give one of them another position."] : []),
    ...planned.flatMap(({ included, altText }) => (included && altText.length > ALT_LIMIT ? [altProblem(altText)] : [])),
  ];
}

/** What is wrong with an alt text that is too long. */
export function altProblem(altText: string): string {
  return `This alt text has ${whole(altText.length)} characters and Shopify allows ${ALT_LIMIT}. Remove ${whole(altText.length - ALT_LIMIT)}.`;
}
