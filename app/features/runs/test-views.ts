import type { SkillGraph } from "#app/core/skill/graph.ts";
import type { TestTarget } from "#app/core/skill/test-target.ts";
import type { RunMoney } from "../calls/run-spend.server.ts";
import type { ImageView } from "../images/views.ts";
import type { UndecidedCall } from "../calls/undecided-calls.server.ts";
import type { ApprovalView, ItemState, RunState } from "./views.ts";

/** What is shown of a step: a text, or a small picture; null where it was kept for its time and deleted. `place` finds it again for a pin. */
export type ShownView = { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly turn: number; readonly place: number; readonly image: ImageView | null };

/** A step of a test for one product, all its turns together. */
export interface TestStepView {
  readonly node: string;
  /** uncertain: its call was sent and nobody knows what came of it. */
  readonly state: "running" | "waiting" | "done" | "failed" | "uncertain" | "stopped";
  readonly startedAt: string;
  /** Of all turns, ms. */
  readonly ms: number;
  /** What its calls have cost, micro-dollars. */
  readonly costMicros: number;
  /** An earlier test paid for it, or made the very same. */
  readonly cached: boolean;
  readonly say: string | null;
  readonly values: readonly ShownView[];
}

/** A chosen product that is not tested. */
export interface LeftOutOfTest {
  readonly productId: string;
  readonly why: string;
}

export interface TestProductView {
  readonly itemId: string;
  readonly productId: string;
  readonly title: string;
  readonly photo: string | null;
  readonly photos: number;
  readonly state: ItemState;
  /** Why it waits or failed. */
  readonly say: string | null;
  /** Its calls without an answer, about which a person decides. */
  readonly undecided: readonly Pick<UndecidedCall, "title" | "url" | "maxMicros">[];
  readonly steps: readonly TestStepView[];
}

/** A live test as the builder shows it, from the database alone. */
export interface TestView {
  readonly id: string;
  /** The snapshot that it ran. */
  readonly versionId: string;
  readonly state: RunState;
  readonly say: string | null;
  readonly target: TestTarget;
  /** Null where it buys nothing. */
  readonly money: RunMoney | null;
  readonly products: readonly TestProductView[];
  /** Chosen products that could not be tested, and why. */
  readonly leftOut: readonly LeftOutOfTest[];
  /** What its steps ask a person. */
  readonly approvals: readonly ApprovalView[];
  readonly startedAt: string;
  readonly at: string;
}

/** The newest tests of a skill, newest first, and the graphs that they ran. */
export interface TestsView {
  readonly tests: readonly TestView[];
  readonly graphs: Readonly<Record<string, SkillGraph>>;
}
