import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { KINDS, PLACES, strikes, type Kind, type Place } from "./fault-kinds.ts";

/** One thing that goes wrong on demand, see fault-kinds.ts. */
export const FaultRule = z.object({
  match: z.enum(PLACES),
  /** One operation of the place; without it, those that its kind waits for. */
  operation: z.string().optional(),
  kind: z.enum(KINDS),
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
  draw(match: Place, operation: string | undefined): Promise<Kind | undefined>;
  /** The same, with the whole rule. */
  rule(match: Place, operation: string | undefined): Promise<FaultRule | undefined>;
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
  const next = async (match: Place, operation: string | undefined) => {
    for (const entry of rules) {
      const { rule } = entry;
      const meant = rule.match === match && (rule.operation ? rule.operation === operation : strikes(rule.kind, match, operation));
      if (!meant || rule.kind === "failed-media" || !due(entry)) continue;
      if (rule.kind !== "delay") return rule;
      await wait(rule.ms);
    }
    return undefined;
  };
  return {
    set: (wanted, from) => {
      rules = wanted.map((rule) => ({ rule, left: rule.times ?? Infinity }));
      seed = from;
      random = mulberry32(from);
    },
    list: () => rules.filter(({ left }) => left > 0).map(({ rule }) => rule),
    seed: () => seed,
    draw: async (match, operation) => (await next(match, operation))?.kind,
    rule: next,
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
