import { z } from "zod";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { TestTarget } from "#app/core/skill/test-target.ts";

const Image = z.object({ hash: z.string(), small: z.string(), medium: z.string(), large: z.string(), full: z.string(), width: z.number(), height: z.number() });

/** What is shown of a step: a text, or a picture (null where it was deleted after its time). */
const ShownValue = z.discriminatedUnion("kind", [z.object({ kind: z.literal("text"), text: z.string() }), z.object({ kind: z.literal("image"), turn: z.number(), place: z.number(), image: Image.nullable() })]);
export type ShownValue = z.output<typeof ShownValue>;
export type ShownImage = Extract<ShownValue, { kind: "image" }>;

/** A step of a test for one product. Money in micro-dollars. */
const TestStep = z.object({
  node: z.string(), state: z.enum(["running", "waiting", "done", "failed", "uncertain", "stopped"]), startedAt: z.string(), ms: z.number(), costMicros: z.number(), cached: z.boolean(), say: z.string().nullable(), values: z.array(ShownValue),
});
export type TestStep = z.output<typeof TestStep>;

/** A question to a person in the middle of a test. */
const Asked = z.object({
  id: z.uuid(), itemId: z.uuid(), node: z.string(), title: z.string(), question: z.string(), instructions: z.string(), state: z.enum(["awaiting", "approved", "rejected", "expired", "withdrawn"]),
  image: Image.nullable(), text: z.string().nullable(), askedText: z.string().nullable(), atExpiry: z.enum(["stop", "go-on"]), expiresAt: z.string(), decidedAt: z.string().nullable(), byPerson: z.boolean(),
});

/** A step as the builder shows it: also one that was asked for and has not begun. */
export type ShownStep = Omit<TestStep, "state"> & { readonly state: TestStep["state"] | "queued" };

/** A live test as the server tells it, whole each time. */
export const TestView = z.object({
  id: z.uuid(), versionId: z.uuid(), state: z.enum(["running", "paused", "done", "cancelled"]), say: z.string().nullable(), target: TestTarget,
  money: z.object({ spentMicros: z.number(), reservedMicros: z.number(), capMicros: z.number() }).nullable(),
  products: z.array(z.object({
    itemId: z.uuid(), productId: z.string(), title: z.string(), photo: z.string().nullable(), photos: z.number(), state: z.string(), say: z.string().nullable(),
    undecided: z.array(z.object({ title: z.string(), url: z.string(), maxMicros: z.number() })), steps: z.array(TestStep),
  })),
  leftOut: z.array(z.object({ productId: z.string(), why: z.string() })), approvals: z.array(Asked),
  startedAt: z.string(), at: z.string(),
});
export type TestView = z.output<typeof TestView>;

/** The newest tests, newest first, and the graphs that they ran. */
export const TestsView = z.object({ tests: z.array(TestView), graphs: z.record(z.string(), SkillGraph) });
export type TestsView = z.output<typeof TestsView>;

/** A product to test on. `photos` is null where it is not known yet. */
export interface TestedProduct {
  readonly id: string;
  readonly title: string;
  readonly photo: string | null;
  readonly photos: number | null;
}

/** Everything that the builder knows of its live tests. */
export interface TestState {
  readonly chosen: readonly TestedProduct[];
  readonly kind: TestTarget["kind"];
  readonly tests: readonly TestView[];
  readonly graphs: Readonly<Record<string, SkillGraph>>;
  /** On its way to the server. */
  readonly starting: boolean;
  readonly error: string | null;
}

export const NO_TESTS: TestState = { chosen: [], kind: "all", tests: [], graphs: {}, starting: false, error: null };

/** A chosen product that can be tested, as far as it is known. */
export function hasPhoto({ photos }: Pick<TestedProduct, "photos">): boolean {
  return photos !== 0;
}

/** The test that goes on, if one does. */
export function runningTest({ tests: [newest] }: TestState): TestView | null {
  return newest && (newest.state === "running" || newest.state === "paused") ? newest : null;
}

/** With a test as it is told now; a new one comes first, and an older event changes nothing. */
export function withTest(state: TestState, view: TestView): TestState {
  const old = state.tests.find(({ id }) => id === view.id);
  if (old && old.at > view.at) return state;
  return { ...state, tests: old ? state.tests.map((test) => (test === old ? view : test)) : [view, ...state.tests] };
}
