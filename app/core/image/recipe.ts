import { z } from "zod";

/**
 * An image that was not made yet. Nodes describe what to do; a worker renders the whole description
 * in one pass where bytes are needed (an output, a paid call, a preview). So a chain of free edits
 * decodes once and encodes once, and a step's checkpoint is a few hundred bytes (ADR 0006).
 */
export type ImageRecipe = SourceRecipe | OperationRecipe;

/** Where the pixels come from. `hash` is the SHA-256 of bytes kept in this workspace. */
export interface SourceRecipe {
  readonly kind: "source";
  readonly source: { readonly from: "stored"; readonly hash: string } | { readonly from: "shop"; readonly url: string };
}

/** One operation on other images. `at` is the node that asked for it, so that a failure names its step. */
export interface OperationRecipe {
  readonly kind: "operation";
  readonly at: string;
  readonly operation: ImageOperation;
  readonly inputs: readonly ImageRecipe[];
}

/** A colour as #rrggbb. */
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, "Write a colour as # and six digits, for example #ffffff");

/** What is behind a product. */
export const Backdrop = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("colour"), colour: Colour }),
  z.object({ kind: z.literal("gradient"), from: Colour, to: Colour, shape: z.enum(["down", "radial"]) }),
]);
export type Backdrop = z.output<typeof Backdrop>;

/** Where something sits in a frame. */
export const Anchor = z.enum([
  "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right",
]);
export type Anchor = z.output<typeof Anchor>;

/** The longest side of anything that is rendered, in pixels (Shopify's limit of 20 megapixels allows 4472). */
export const MAX_SIDE = 4472;
const Side = z.int().min(16).max(MAX_SIDE);
/** The most pixels of anything that is written: Shopify's limit of 20 megapixels. */
export const MAX_AREA = 20_000_000;
/** The most images of a grid. */
export const MAX_CELLS = 9;

/** How a mask is finished, in this order. `grow` and `feather` are shares of the longer side; a negative `grow` shrinks what is marked. */
const MASK_FINISH = { grow: z.number().min(-0.1).max(0.1), invert: z.boolean(), feather: z.number().min(0).max(0.1) };
/** From none of it (-1) over as it is (0) to the most (1). */
const Change = z.number().min(-1).max(1);

/** Which part of an image may change: what its mask marks, or the rest. */
export const MaskedChange = z.enum(["marked", "rest"]);
export type MaskedChange = z.output<typeof MaskedChange>;

/** Everything a worker can do with pixels without a provider. Sizes are pixels, shares are 0 to 1. */
export const ImageOperation = z.discriminatedUnion("kind", [
  /** Makes what is not the product transparent. Fails with `background_unclear` where it cannot tell. */
  z.object({ kind: z.literal("remove-background"), tolerance: z.number().min(0).max(1), feather: z.int().min(0).max(8) }),
  /** Trims transparent edges, fits the product into a frame with margins, and puts a backdrop and a shadow behind it. */
  z.object({
    kind: z.literal("place"),
    width: Side,
    height: Side,
    margin: z.number().min(0).max(0.45),
    anchor: z.enum(["centre", "bottom"]),
    backdrop: Backdrop,
    shadow: z.enum(["none", "soft", "contact"]),
    shadowStrength: z.number().min(0).max(1),
  }),
  /** Puts the first input (the product, cut out) over the second (a background photo). */
  z.object({ kind: z.literal("place-on-photo"), width: Side, height: Side, margin: z.number().min(0).max(0.45), anchor: z.enum(["centre", "bottom"]), shadow: z.enum(["none", "soft", "contact"]), shadowStrength: z.number().min(0).max(1) }),
  /** Changes the frame: `pad` keeps all and fills with a colour, `crop` fills the frame, `inside` only makes it smaller. */
  z.object({ kind: z.literal("resize"), width: Side, height: Side, mode: z.enum(["pad", "crop", "inside"]), colour: Colour }),
  /** Puts the second input (a logo) on the first. `width` is a share of the first image's width. */
  z.object({ kind: z.literal("overlay-image"), anchor: Anchor, width: z.number().min(0.02).max(1), margin: z.number().min(0).max(0.3), opacity: z.number().min(0.05).max(1) }),
  /**
   * What of the first input may change, by what the second marks, in the frame that `resize` with `pad` makes of
   * the first: clear may change, solid stays. Fails with `invalid_input` where nothing may.
   */
  z.object({ kind: z.literal("edit-mask"), width: Side, height: Side, change: MaskedChange }),
  /** A mask: white where a cut-out is solid, black elsewhere. */
  z.object({ kind: z.literal("mask-from-cut-out"), ...MASK_FINISH }),
  /**
   * A mask: white where the image has a colour, or one that differs by no more than `tolerance` (units of Lab: 2 is just
   * visible, 100 is black to white); everywhere, or only where it can be reached from the edges.
   */
  z.object({ kind: z.literal("mask-from-colour"), colour: Colour, tolerance: z.number().min(0).max(100), where: z.enum(["edges", "everywhere"]), ...MASK_FINISH }),
  /** Light and colour; 0 everywhere changes nothing. Transparency, pure black and pure white stay. */
  z.object({ kind: z.literal("adjust"), brightness: Change, contrast: Change, saturation: Change, warmth: Change, sharpen: z.number().min(0).max(1) }),
  /** Gives the first input the mean and the spread of the second one's colours; what is see-through does not count. */
  z.object({ kind: z.literal("match-colour"), strength: z.number().min(0).max(1) }),
  /**
   * A shadow behind a cut-out. `drop` falls at `angle` (degrees, clockwise from the right: 90 is down), `contact` lies on
   * the ground below. `distance` and `softness` are shares of the product's longer side. Without a backdrop it stays transparent.
   */
  z.object({ kind: z.literal("shadow"), shape: z.enum(["drop", "contact"]), angle: z.number().min(0).max(360), distance: z.number().min(0).max(0.3), softness: z.number().min(0).max(0.15), strength: z.number().min(0).max(1), colour: Colour, backdrop: Colour.nullable() }),
  /**
   * Up to MAX_CELLS inputs in one frame: in rows of `columns`, or the first one large and the others small beside it.
   * `gap` and `margin` are shares of the frame's shorter side.
   */
  z.object({ kind: z.literal("grid"), layout: z.enum(["rows", "lead"]), columns: z.int().min(1).max(MAX_CELLS), width: Side, height: Side, gap: z.number().min(0).max(0.1), margin: z.number().min(0).max(0.2), colour: Colour, fit: z.enum(["cover", "contain"]) }),
  /** Writes a line of text on the image. `height` is a share of the image's height. */
  z.object({ kind: z.literal("overlay-text"), text: z.string().max(200), anchor: Anchor, height: z.number().min(0.01).max(0.3), margin: z.number().min(0).max(0.3), colour: Colour, background: Colour.nullable() }),
]);
export type ImageOperation = z.output<typeof ImageOperation>;

/** How the finished image is written. `quality` is 1 to 100 and ignored for PNG. */
export const Encoding = z.object({
  format: z.enum(["jpeg", "png", "webp"]),
  quality: z.int().min(1).max(100),
  /** Exact size of the frame; null keeps what the recipe gives. Never larger than Shopify accepts. */
  frame: z.object({ width: Side, height: Side, colour: Colour }).nullable(),
});
export type Encoding = z.output<typeof Encoding>;

/** A photo fetched from the shop. */
export function shopPhoto(url: string): ImageRecipe {
  return { kind: "source", source: { from: "shop", url } };
}

/** Bytes that are kept in this workspace. */
export function storedImage(hash: string): ImageRecipe {
  return { kind: "source", source: { from: "stored", hash } };
}

/** Every source of a recipe, each once, in the order of first use. */
export function sourcesOf(recipe: ImageRecipe): SourceRecipe["source"][] {
  const seen = new Map<string, SourceRecipe["source"]>();
  const visit = (part: ImageRecipe): void => {
    if (part.kind === "source") seen.set(sourceId(part.source), part.source);
    else part.inputs.forEach(visit);
  };
  visit(recipe);
  return [...seen.values()];
}

/** A stable name of a source within one recipe. */
export function sourceId(source: SourceRecipe["source"]): string {
  return source.from === "stored" ? `stored:${source.hash}` : `shop:${source.url}`;
}
