import { z } from "zod";
import { Placement } from "./views.ts";

/** What is stored of a publication's product. `before` and `after` are whole media states. */
export const PlanRecord = z.object({
  placement: Placement,
  linkVariants: z.boolean(),
  outputs: z.array(z.object({ id: z.uuid(), altText: z.string() })),
});
export type PlanRecord = z.output<typeof PlanRecord>;

export const MediaStateRecord = z.object({
  productId: z.string(), title: z.string(), handle: z.string(),
  media: z.array(z.object({ id: z.string(), alt: z.string(), status: z.string(), kind: z.string(), url: z.string().nullable() })),
  variants: z.array(z.object({ id: z.string(), title: z.string(), mediaId: z.string().nullable() })),
});

export const ReportRecord = z.object({ kept: z.array(z.string()) });
