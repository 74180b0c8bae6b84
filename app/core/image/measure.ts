import { z } from "zod";
import { Colour } from "./recipe.ts";

const Share = z.number().min(0).max(1);

/** Figures of an image, without a judgement. Sizes are pixels, shares are 0 to 1. */
export const ImageMeasure = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  /** Share of all pixels that are see-through. */
  transparent: Share,
  /** The outermost hundredth of the frame on all sides. */
  border: z.object({
    /** Its middle colour; null where it is see-through. */
    colour: Colour.nullable(),
    /** Share of it that cannot be told from that colour, or is see-through as that is: 1 is a plain background. */
    plain: Share,
    /** Share of it that is exactly #ffffff. */
    white: Share,
    /** How far it strays from that colour on average, in units of Lab: 2 is just visible. */
    spread: z.number().min(0),
  }),
  /** What stands out from the background; null where the background is not plain, or nothing does. */
  product: z.object({
    /** The room on each side, as a share of the frame's width or height. */
    left: Share, right: Share, top: Share, bottom: Share,
    /** Its width or height as a share of the frame's, whichever is larger. */
    fill: Share,
  }).nullable(),
  /** Variance of the Laplacian of the product's brightness (0 to 255) at most 1000 pixels large: the higher the sharper. Only images of one motif compare. */
  sharpness: z.number().min(0),
});
export type ImageMeasure = z.output<typeof ImageMeasure>;
