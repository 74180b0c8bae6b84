import { limitWords, PLANS, type Limit } from "#app/core/plans.ts";
import { Link } from "./kit.tsx";
import { Quiet, Row } from "./layout.tsx";

/** How much room the plan leaves for one thing. Storage in bytes. */
export interface Room {
  readonly plan: string;
  readonly limit: Limit;
  readonly most: number;
  readonly used: number;
  readonly full: boolean;
}

const WAYS: Readonly<Record<Limit, string>> = {
  skills: "Archive one to make room, or choose a larger plan.", members: "Choose a larger plan to let more in.",
  items: "More can be run from the first of next month on, or with a larger plan.", storage: "Delete files from the library to make room, or choose a larger plan.",
};

/** The smallest plan with more room, by its name; null where there is none. */
export function largerPlan({ limit, most }: Room): string | null {
  return PLANS.find((plan) => plan.most[limit] > most)?.name ?? null;
}

/** A label as it is while the plan has no room: with the plan that has. */
export function planLabel(label: string, room: Room): string {
  const larger = largerPlan(room);
  return room.full && larger ? `${label} (${larger})` : label;
}

/** Says that a plan is full, and what can be done; nothing while there is room. */
export function PlanNote({ room }: { readonly room: Room }) {
  const { plan, limit, most, full } = room;
  if (!full) return null;
  return <Row><Quiet>{`${plan} has ${limitWords(limit, most)}, all in use. ${WAYS[limit]}`}</Quiet><Link to="settings/plan">See plans</Link></Row>;
}
