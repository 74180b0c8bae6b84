import { z } from "zod";

/** Answers of the run form by node id. */
export const Answers = z.record(z.string(), z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string().max(2000) }),
  z.object({ kind: z.literal("image"), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
]));
export type Answers = z.output<typeof Answers>;
