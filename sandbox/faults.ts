import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

/** What can go wrong on demand. `lost-answer`: the write happens, then the line breaks. */
export const FaultRule = z.object({
  match: z.enum(["graphql", "upload", "cdn", "oauth"]),
  operation: z.string().optional(),
  kind: z.enum(["delay", "429", "500", "throttled", "failed-media", "lost-answer", "expired-token"]),
  /** How often: a share of the requests, or the next so many. */
  rate: z.number().min(0).max(1).default(1),
  times: z.number().int().positive().optional(),
  ms: z.number().int().min(0).max(60_000).default(1_000),
});
export type FaultRule = z.output<typeof FaultRule>;

export interface Faults {
  set(rules: readonly FaultRule[], seed: number): void;
  /** What is set and still due. */
  list(): readonly FaultRule[];
  seed(): number;
  /** The fault for this request, if it is its turn. A delay is waited for here. */
  draw(match: FaultRule["match"], operation: string | undefined): Promise<FaultRule["kind"] | undefined>;
  /** Whether the next media must fail. */
  failsMedia(): boolean;
}

/** Faults by rules, the same for the same seed. */
export function createFaults(): Faults {
  let rules: { rule: FaultRule; left: number }[] = [];
  let seed = 1;
  let random = mulberry32(seed);
  const due = (entry: { rule: FaultRule; left: number }) => {
    if (entry.left <= 0 || random() >= entry.rule.rate) return false;
    entry.left -= 1;
    return true;
  };
  return {
    set: (next, from) => {
      rules = next.map((rule) => ({ rule, left: rule.times ?? Infinity }));
      seed = from;
      random = mulberry32(from);
    },
    list: () => rules.filter(({ left }) => left > 0).map(({ rule }) => rule),
    seed: () => seed,
    draw: async (match, operation) => {
      for (const entry of rules) {
        const { rule } = entry;
        if (rule.match !== match || rule.kind === "failed-media" || (rule.operation && rule.operation !== operation) || !due(entry)) continue;
        if (rule.kind !== "delay") return rule.kind;
        await wait(rule.ms);
      }
      return undefined;
    },
    failsMedia: () => rules.some((entry) => entry.rule.kind === "failed-media" && due(entry)),
  };
}

/** A small seeded generator of numbers from 0 to 1. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
