import { z } from "zod";

/** What the server answers where it did not do what was asked. */
export const Failed = z.object({ ok: z.literal(false), error: z.object({ say: z.string() }) });
const done = <S extends z.ZodType>(result: S) => z.union([z.object({ ok: z.literal(true), result }), Failed]);

const Picture = z.object({ small: z.string(), medium: z.string(), large: z.string(), full: z.string(), width: z.number(), height: z.number() });
const Image = z.object({
  id: z.uuid(), runId: z.uuid(), runNumber: z.number(), skillName: z.string(), version: z.number(), productId: z.string(), productTitle: z.string(), place: z.number(), of: z.number(),
  image: Picture, before: Picture.nullable(), state: z.enum(["awaiting", "approved", "rejected", "expired"]), altText: z.string(), altOnly: z.boolean(), fileName: z.string(),
  expiresAt: z.string().nullable(), publishedAt: z.string().nullable(), costMicros: z.number().nullable(), assignedTo: z.string().nullable(), redos: z.number(), redoing: z.boolean(), comments: z.number(),
});
export const Page = done(z.object({ outputs: z.array(Image) }));
export const Marks = done(z.object({ marks: z.array(Image.pick({ id: true, state: true, expiresAt: true, publishedAt: true, redos: true })) }));
const Refused = z.array(z.object({ id: z.string(), why: z.string() }));
export const Detail = done(z.object({
  candidates: z.array(Image), comments: z.array(z.object({ id: z.uuid(), text: z.string(), memberId: z.string().nullable(), at: z.string() })),
  redos: z.array(z.object({ itemId: z.uuid(), runId: z.uuid(), number: z.number(), over: z.boolean(), done: z.boolean(), say: z.string().nullable() })), redoMicros: z.number().nullable(), noRedo: z.string().nullable(),
}));
export const Quote = done(z.object({ possible: z.number(), maximumMicros: z.number(), refused: Refused }));
export const Redone = done(z.object({ started: z.array(z.string()), refused: Refused }));
export const Assigned = done(z.object({ assigned: z.number() }));
export const Said = done(z.object({ commentId: z.uuid() }));

/** What one of these schemas gives. */
export type Answer<T> = z.ZodType<{ readonly ok: true; readonly result: T } | z.output<typeof Failed>>;
