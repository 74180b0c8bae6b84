import { z } from "zod";
import { PLACES } from "#app/core/media-order.ts";

/** Which variants show a new image besides those of a photo that it replaces: none, those without an image, or the one that it was made for. */
export const Link = z.enum(["none", "bare", "variant"]);

/** What is to be written of one output. `sourceId` is the media that it was made from; `fileName` comes without ending. */
const OutputPlan = z.object({
  id: z.uuid(), altText: z.string(), place: z.enum(PLACES), sourceId: z.string().nullable(), fileName: z.string(), link: Link, variantId: z.string().nullable(),
});
export type OutputPlan = z.output<typeof OutputPlan>;

/** What is stored of a publication's product. `before` and `after` are whole media states. */
export const PlanRecord = z.object({ outputs: z.array(OutputPlan) });

export const MediaStateRecord = z.object({
  productId: z.string(), title: z.string(), handle: z.string(),
  media: z.array(z.object({ id: z.string(), alt: z.string(), status: z.string(), kind: z.string(), url: z.string().nullable() })),
  variants: z.array(z.object({ id: z.string(), title: z.string(), mediaId: z.string().nullable() })),
});

/** A photo that was replaced: the media it was, and the asset that keeps it. */
export const OriginalRecord = z.object({ id: z.string(), alt: z.string(), hash: z.string(), mime: z.string(), assetId: z.uuid() });
export type OriginalRecord = z.output<typeof OriginalRecord>;

/** Variants that were let show an image, each with the media that it showed before. */
export const LinksRecord = z.array(z.object({ variantId: z.string(), from: z.string().nullable() }));
export type LinksRecord = z.output<typeof LinksRecord>;

export const ReportRecord = z.object({ kept: z.array(z.string()) });
