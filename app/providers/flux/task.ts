import { z } from "zod";
import { isAddressOf } from "#app/core/hosts.ts";
import type { Micros } from "#app/core/money.ts";
import type { Outcome, ProviderLine, Ticket } from "#app/core/provider.ts";

/** Micro-dollars of a credit: a cent (docs.bfl.ai, pricing). */
const CREDIT = 10_000;
const MOST_CREDITS = 1_000_000;
const SECOND = 1000;

/** Hosts of BFL's regions: an answer says which one keeps a task, and it wants the key. */
export const REGIONS = ["api.*.bfl.ai"];

const Submitted = z.object({ id: z.string().min(1).max(200), polling_url: z.string().max(2000) });
const Kept = z.object({ id: z.string(), url: z.string(), at: z.number(), cost: z.int().min(0).optional(), warnings: z.string().default("") });

/** A task at BFL: what the ticket holds. Warnings of the request go with it, one a line, because the answer comes later. */
export type Task = z.output<typeof Kept>;

/** An answer to a submit: a ticket, or a task that was paid for and cannot be asked for. The key goes to BFL's hosts only. */
export function ticketIn(body: unknown, warnings: readonly string[], line: ProviderLine): Outcome {
  const charged = chargeIn(body);
  const { data } = Submitted.safeParse(body);
  if (!data) return { state: "corrupt", why: "BFL answered without a task.", usage: null, costMicros: charged };
  if (!isAddressOf(data.polling_url, new URL(line.baseUrl).origin, REGIONS)) return { state: "corrupt", why: "BFL named an address for the result that is not its own.", usage: null, costMicros: charged };
  return pending({ id: data.id, url: data.polling_url, at: line.now(), warnings: warnings.join("\n"), ...(charged === null ? {} : { cost: charged }) }, line.now());
}

/** The task of a ticket from the journal, if it is one and its address is still allowed. */
export function taskOf(ticket: Ticket, line: ProviderLine): Task | undefined {
  const { data } = Kept.safeParse(ticket);
  return data && isAddressOf(data.url, new URL(line.baseUrl).origin, REGIONS) ? data : undefined;
}

/** Not done yet. Asked for after two seconds (no model of theirs is faster), twice within the next, then every second, and every two in the end: counted from the submit, so that the time of each question does not add up. */
export function pending(task: Task, now: number): Outcome {
  const { cost, ...rest } = task;
  const age = Math.max(0, now - task.at);
  const every = age < 2 * SECOND || age >= 10 * SECOND ? 2 * SECOND : age < 3 * SECOND ? SECOND / 2 : SECOND;
  return { state: "pending", ticket: cost === undefined ? rest : { ...rest, cost }, pollAfterMs: every - (age % every), costMicros: cost ?? null };
}

/** What was charged, in micro-dollars, rounded up: credits come with fractions. A float is brought to a billionth first, so that 3.3 is 33,000. */
function chargeIn(body: unknown): Micros | null {
  const { data } = z.object({ cost: z.number().min(0).max(MOST_CREDITS) }).safeParse(body);
  return data ? Math.ceil(Number((data.cost * CREDIT).toFixed(6))) : null;
}
