import * as z from "zod/mini";

// What the app answers, each parsed before it is shown. Money is micro-dollars.

const Count = z.int().check(z.minimum(0));
const Money = z.number().check(z.minimum(0));
const Words = z.nullable(z.string());

/** A published skill; `eachMicros` is what an image has cost on average, null where none was bought. */
const SkillEntry = z.object({ id: z.string(), name: z.string(), description: z.string(), eachMicros: z.nullable(Money) });
export type SkillEntry = z.infer<typeof SkillEntry>;
export const Skills = z.object({ skills: z.array(SkillEntry), paused: z.boolean(), mayPublish: z.boolean() });
export type Skills = z.infer<typeof Skills>;

/** An image of the Asset Library that can answer a question. */
const Offer = z.object({ name: z.string(), hash: z.string(), url: z.string() });
const asked = { key: z.string(), label: z.string(), help: z.string() };
const Question = z.discriminatedUnion("kind", [
  z.object({ ...asked, kind: z.literal("text"), value: z.string(), maxLength: Count }),
  z.object({ ...asked, kind: z.literal("choice"), value: z.string(), options: z.array(z.string()), labels: z.optional(z.record(z.string(), z.string())) }),
  z.object({ ...asked, kind: z.literal("asset"), assets: z.array(Offer) }),
  z.object({ ...asked, kind: z.literal("upload") }),
]);
export type Question = z.infer<typeof Question>;
export const SkillForm = z.object({ versionId: z.string(), questions: z.array(Question) });
export type SkillForm = z.infer<typeof SkillForm>;

/** `products` can be run, for `maximumMicros` at most; `problems` says what of the others. */
export const Quote = z.object({
  products: Count, title: Words, photo: Words, problems: z.array(z.string()), missingKeys: z.array(z.string()),
  buys: z.boolean(), expectedMicros: Money, maximumMicros: Money, models: z.array(z.string()), typicalMs: Money,
});
export type Quote = z.infer<typeof Quote>;

export const Started = z.object({ runId: z.string() });
export const Stopped = z.object({ did: z.literal("cancelled") });
export const RunState = z.object({
  id: z.string(), number: Count, skillName: z.string(), state: z.enum(["running", "paused", "done", "cancelled"]), say: Words,
  itemCount: Count, done: Count, left: Count, awaiting: Count, asking: Count, secondsLeft: z.nullable(Money),
  money: z.nullable(z.object({ spentMicros: Money, reservedMicros: Money })),
  needs: z.array(z.object({ say: z.string(), products: Count })),
  items: z.array(z.object({ title: z.string(), state: z.string(), photo: Words, image: Words })),
});
export type RunState = z.infer<typeof RunState>;

const Output = z.object({
  id: z.string(), runId: z.string(), skillName: z.string(), url: z.string(), before: Words, altText: z.string(), altOnly: z.boolean(),
  state: z.enum(["awaiting", "approved", "rejected", "expired"]), publishedAt: Words,
});
export type Output = z.infer<typeof Output>;
export const Outputs = z.object({ outputs: z.array(Output), total: Count });
export type Outputs = z.infer<typeof Outputs>;
export const Decided = z.object({ changed: z.array(z.string()), missed: z.array(z.object({ why: z.string() })) });

const PlannedProduct = z.object({
  productId: z.string(), title: z.string(), blocked: Words, now: z.array(z.object({ url: z.string(), alt: z.string() })), outputs: z.array(z.object({ id: z.string(), altText: z.string() })),
});
export type PlannedProduct = z.infer<typeof PlannedProduct>;
export const Plan = z.object({ products: z.array(PlannedProduct) });
export const Publishing = z.object({ publicationId: z.string() });
export const Publication = z.object({ id: z.string(), images: Count, state: z.enum(["working", "published", "failed"]), say: Words });
export type Publication = z.infer<typeof Publication>;

export const ProductImages = z.object({ newest: z.array(Output), awaiting: Count, lastRun: z.nullable(z.object({ id: z.string(), number: Count, skillName: z.string(), createdAt: z.string() })) });
export type ProductImages = z.infer<typeof ProductImages>;
