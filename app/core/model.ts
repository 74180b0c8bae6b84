import { z } from "zod";

const Micros = z.int().min(0);
const Day = z.iso.date();

/** An image that a model can be asked for. Pixels; `tier` is the provider's own name of the resolution. */
export const ModelSize = z.object({ ratio: z.string().regex(/^\d+:\d+$/), width: z.int().positive(), height: z.int().positive(), tier: z.string() });
export type ModelSize = z.output<typeof ModelSize>;

export const QUALITIES = ["low", "medium", "high"] as const;
export const Quality = z.enum(QUALITIES);
export type Quality = z.output<typeof Quality>;

/** The largest seed: providers take whole numbers of 31 bits. */
export const MOST_SEED = 2_147_483_647;

/**
 * How a call is charged. tokens: prices per million tokens; `output` says how many tokens an image of a
 * tier and quality is expected to take and takes at most, and text is bounded by what is asked for.
 * megapixels: the first begun megapixel, each further one, and each one of the references.
 */
export const Price = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("tokens"), textInput: Micros, imageInput: Micros, output: Micros,
    /** Tokens of one reference image, at most. */
    referenceTokens: z.int().min(0),
    images: z.array(z.object({ tier: z.string(), quality: Quality.nullable(), expected: z.int().positive(), maximum: z.int().positive() })),
  }),
  z.object({ kind: z.literal("megapixels"), first: Micros, further: Micros, reference: Micros }),
]);
export type Price = z.output<typeof Price>;

/** A row of the model catalog: everything that pickers, quotes and validation know of a model. */
export const Model = z.object({
  /** Our own id, stable in skills: provider/name. */
  id: z.string().regex(/^[a-z]+\/[a-z0-9.-]+$/),
  provider: z.string(),
  /** The provider's own name of it. */
  wire: z.string(),
  title: z.string(),
  capability: z.enum(["image", "text"]),
  sizes: z.array(ModelSize),
  qualities: z.array(Quality),
  /** The most reference images of one call; 0 for none. */
  references: z.int().min(0),
  seed: z.boolean(),
  mask: z.boolean(),
  /** Null where nobody knows what a call costs at most: such a model cannot run. */
  price: Price.nullable(),
  /** When and where the price was read. */
  asOf: Day,
  source: z.url(),
  /** Calls of one key that may be under way at once, counted over all models of the group. */
  limit: z.object({ group: z.string(), inFlight: z.int().positive() }),
  /** How long a call takes in most cases, ms: for the time on the run form. */
  typicalMs: z.int().positive(),
  status: z.enum(["active", "ending", "ended"]),
  /** The day on which the provider switches it off, where it has said so. */
  sunset: Day.nullable(),
  /** The model to use instead, where this one ends. */
  successor: z.string().nullable(),
});
export type Model = z.output<typeof Model>;

/** The model catalog as use cases see it. */
export interface ModelCatalog {
  get(id: string): Model | undefined;
  all(): readonly Model[];
}
