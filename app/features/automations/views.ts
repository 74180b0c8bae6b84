import { z } from "zod";
import { Cadence } from "#app/core/cadence.ts";
import { plainText } from "#app/core/plain-text.ts";
import { Unit } from "#app/core/unit.ts";
import { Selection } from "../catalog/views.ts";

const MOST_MICROS = 1_000_000_000_000;
const Cap = z.int("Write an amount, for example 2.50").min(0).max(MOST_MICROS).nullable();
const Base = {
  name: z.string().transform(plainText).pipe(z.string().trim().min(1, "Write a name").max(60, "At most 60 characters")),
  skillId: z.uuid("Choose a skill"), unit: Unit,
  /** The most that one run may cost, and all its runs in a month (UTC); micro-dollars. Null for a skill that buys nothing. */
  capMicros: Cap, monthCapMicros: Cap,
};

/** Which products a trigger is for: one fact of the mirror. */
export const Filter = z.object({ field: z.enum(["vendor", "type", "tag", "status"]), value: z.string().transform(plainText).pipe(z.string().trim().min(1, "Write a value").max(255)) });

export const TriggerEvent = z.enum(["product-created", "image-added"]);

/** Runs a skill on products that something happened to. */
export const NewTrigger = z.object({ ...Base, kind: z.literal("trigger"), event: TriggerEvent, filter: Filter.nullable() });

/** Runs a skill at times of the clock. `catchUp` says what is done where due times were missed: one run, or none. */
export const NewSchedule = z.object({ ...Base, kind: z.literal("schedule"), selection: Selection, cadence: Cadence, catchUp: z.enum(["once", "skip"]) });

/** What starts runs by itself, as an owner orders it. */
export const NewAutomation = z.discriminatedUnion("kind", [NewTrigger, NewSchedule]);
export type NewAutomation = z.output<typeof NewAutomation>;

export interface AutomationView {
  readonly id: string;
  readonly kind: "trigger" | "schedule";
  readonly name: string;
  readonly skillId: string;
  readonly skillName: string;
  readonly state: "running" | "paused" | "stopped";
  /** Why it stopped, or what came of the last time where that was no run. */
  readonly say: string | null;
  /** When, and on what: "Every Monday at 09:00, Europe/Berlin", "Products tagged “new”". */
  readonly when: string;
  readonly what: string;
  readonly unit: Unit;
  readonly nextAt: string | null;
  readonly lastRun: { readonly id: string; readonly number: number; readonly at: string } | null;
  readonly runs: number;
  readonly images: number;
  /** Null where it has no caps; else what its runs of this month have spent or may still spend. */
  readonly money: { readonly capMicros: number; readonly monthCapMicros: number; readonly monthMicros: number } | null;
}
