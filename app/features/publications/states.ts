import { z } from "zod";

/** What a product goes through while it is published, in this order. */
export const PHASES = ["planned", "storing", "keeping", "adding", "processing", "ordering", "linking", "replacing"] as const;

/** The states in which a publication is at work on its product, or waits for its turn there. */
export const WORKING = [...PHASES, "undoing"] as const;

/** Every state of a publication's product. */
export const PublicationState = z.enum([...WORKING, "published", "failed", "undone"]);
export type PublicationState = z.output<typeof PublicationState>;
