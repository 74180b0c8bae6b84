import { z } from "zod";

const Media = z.object({ id: z.string(), alt: z.string(), status: z.string(), sha256: z.string().nullable(), variantIds: z.array(z.string()) }).loose();
const Product = z.object({ id: z.string(), handle: z.string(), title: z.string(), media: z.array(Media), variants: z.array(z.object({ id: z.string(), mediaId: z.string().nullable() }).loose()) });
/** A product as the sandbox has it: media in order, with what the variants show. */
export type ShopProduct = z.output<typeof Product>;
const State = z.object({ products: z.array(Product), files: z.number().int() });
/** The sandbox's own state. */
export type ShopState = z.output<typeof State>;
const Ledger = z.object({ total: z.object({ micros: z.number().int(), count: z.number().int() }) });
const Picked = z.array(z.object({ id: z.string() }));

/** What the demo asks the sandbox itself: its state, and the ids that the admin's product picker offers. */
export interface Shop {
  state(): Promise<ShopState>;
  picker(): Promise<string[]>;
  /** What all providers have charged so far, by their own ledger. */
  ledger(): Promise<{ micros: number; count: number }>;
}

/** The sandbox at an address. */
export function shopAt(url: string, signal: AbortSignal): Shop {
  const json = async (path: string): Promise<unknown> => (await fetch(`${url}/_sandbox/${path}`, { signal })).json();
  return {
    state: async () => State.parse(await json("state")),
    ledger: async () => Ledger.parse(await json("ledger")).total,
    picker: async () => Picked.parse(await json("picker")).map(({ id }) => id),
  };
}
