import { z } from "zod";

/** What the demo reads of the app's pages. Everything that comes back is parsed with one of these. */
const Picture = z.object({ hash: z.string(), full: z.string(), width: z.number(), height: z.number() });
const Count = z.number().int().min(0);

const ItemState = z.enum(["queued", "running", "waiting", "done", "failed", "uncertain", "cancelled", "expired"]);
export const ItemCounts = z.record(ItemState, Count);

export const SkillsAnswer = z.object({ skillId: z.uuid() });

const Field = z.object({ name: z.string(), value: z.json() });
/** The skill's page: its nodes with their settings. */
export const SkillPage = z.object({ skill: z.object({ nodes: z.array(z.object({ type: z.string(), fields: z.array(Field) })) }) });

/** The run form. */
export const SetupPage = z.object({ form: z.object({ versionId: z.uuid(), skillName: z.string(), version: z.number(), questions: z.array(z.unknown()), each: z.object({ maximumMicros: Count }), keys: z.array(z.object({ provider: z.string(), works: z.boolean() })) }) });
/** The page of keys: their states, and this month's calls by model. */
export const KeysPage = z.object({ keys: z.array(z.object({ id: z.string(), provider: z.string(), state: z.string(), say: z.string().nullable() })), spend: z.object({ rows: z.array(z.object({ model: z.string(), calls: Count })) }) });
export const KeysAnswer = z.object({ did: z.string() });
const SelectionView = z.object({ count: Count, usable: Count, products: z.array(z.object({ id: z.string() })) });
export type SelectionView = z.output<typeof SelectionView>;
export const ViewAnswer = z.object({ did: z.literal("viewed"), view: SelectionView });
export const StartAnswer = z.object({ did: z.literal("started"), runId: z.uuid() });

const Item = z.object({ id: z.string(), position: z.number(), title: z.string(), productId: z.string(), state: ItemState, say: z.string().nullable(), outputs: Count });
/** A run, as its page and its event stream tell it. */
export const Run = z.object({
  number: z.number(), state: z.enum(["running", "paused", "done", "cancelled"]), counts: ItemCounts, itemCount: Count, awaiting: Count,
  money: z.object({ spentMicros: Count, reservedMicros: Count, capMicros: Count }).nullable(),
  leftOut: z.array(z.object({ title: z.string(), why: z.string() })), items: z.array(Item), nextPosition: z.number().nullable(),
});
export type Run = z.output<typeof Run>;
export const RunPage = z.object({ run: Run });

const Output = z.object({
  id: z.uuid(), productId: z.string(), productTitle: z.string(), place: z.number(), image: Picture, before: Picture.nullable(),
  state: z.enum(["awaiting", "approved", "rejected", "expired"]), altText: z.string(),
});
export type Output = z.output<typeof Output>;
const ReviewCounts = z.object({ awaiting: Count, approved: Count, rejected: Count, unpublished: Count });
export type ReviewCounts = z.output<typeof ReviewCounts>;
export const ReviewPage = z.object({ page: z.object({ outputs: z.array(Output), next: z.string().nullable(), counts: ReviewCounts }) });
export const DecisionAnswer = z.object({ changed: z.array(z.string()), missed: z.array(z.object({ id: z.string(), why: z.string() })) });

export const PlanPage = z.object({
  rows: z.array(z.object({ productId: z.string(), title: z.string(), blocked: z.string().nullable(), outputs: z.array(z.object({ id: z.uuid(), altText: z.string() })) })),
});
export const PublishAnswer = z.object({ publicationId: z.uuid() });

const PublishedProduct = z.object({ productId: z.string(), title: z.string(), state: z.string(), say: z.string().nullable(), kept: z.array(z.string()) });
const Publication = z.object({ number: z.number(), products: Count, images: Count, published: Count, undone: Count, failed: Count, working: Count, rows: z.array(PublishedProduct) });
export type Publication = z.output<typeof Publication>;
export const PublicationPage = z.object({ publication: Publication });
export const UndoAnswer = z.object({ did: z.literal("undo"), many: Count });
