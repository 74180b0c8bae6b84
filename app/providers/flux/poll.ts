import { z } from "zod";
import { isAddressOf } from "#app/core/hosts.ts";
import type { Outcome, ProviderCall, Ticket } from "#app/core/provider.ts";
import { exchange, type Answered } from "../wire/exchange.ts";
import { imageIn } from "../wire/image-bytes.ts";
import { scrub } from "../wire/scrub.ts";
import { refusalOf } from "./errors.ts";
import { pending, taskOf, type Task } from "./task.ts";

/** Where results lie: delivery-eu1.bfl.ai and others of its kind (docs.bfl.ai, integration guidelines). */
export const DELIVERY = ["*.bfl.ai"];

/** No task takes so long, and no result is kept longer. */
const GIVEN_UP_MS = 600_000;

const Result = z.object({ status: z.string(), result: z.object({ sample: z.string().max(10_000).optional() }).nullish().catch(null), details: z.record(z.string(), z.unknown()).nullish().catch(null) });

/** Asks for a task. It was paid for, so whatever goes wrong on the way is asked again, until it is too old. */
export async function pollTask(ticket: Ticket, call: ProviderCall): Promise<Outcome> {
  const task = taskOf(ticket, call);
  if (!task) return { state: "corrupt", why: "The ticket does not name an address of BFL's.", usage: null, costMicros: null };
  const later = call.now() - task.at > GIVEN_UP_MS ? unknown("BFL did not finish this within ten minutes.") : pending(task, call.now());
  const answer = await exchange(call, (fetch) => fetch(task.url, { headers: { "x-key": call.key.reveal(), accept: "application/json" } }));
  if (answer.state !== "answered") return later;
  if (answer.status === 429 || answer.status >= 500) return paused(later, answer, call);
  if (!answer.ok) return unknown(`BFL no longer tells about this task (status ${answer.status}).`);
  const { data } = Result.safeParse(answer.body);
  if (!data) return later;
  switch (data.status) {
    case "Pending": return later;
    case "Ready": return data.result?.sample ? fetchSample(data.result.sample, task, call, later) : corrupt(task, "BFL ended the task without a result.");
    case "Request Moderated":
    case "Content Moderated": return { state: "moderated", rule: ruleOf(data.status, data.details, call.key.reveal()), charged: true, costMicros: task.cost ?? null };
    case "Task not found": return unknown("BFL does not know this task any more.");
    default: return corrupt(task, `BFL ended the task as “${scrub(data.status, call.key.reveal())}”.`);
  }
}

/** Fetches the image, without the key. Its address lives for ten minutes; a new one can be asked for while the task is known. */
async function fetchSample(sample: string, task: Task, call: ProviderCall, later: Outcome): Promise<Outcome> {
  if (!isAddressOf(sample, new URL(call.baseUrl).origin, DELIVERY)) return corrupt(task, "The result lies on a host that is not BFL's. It was not fetched.");
  const answer = await exchange(call, (fetch) => fetch(sample, { headers: { accept: "image/*" } }));
  if (answer.state === "unwritten") return corrupt(task, "The result's address could not be asked.");
  if (answer.state === "failed") return answer.error.fault === "unusable" || answer.error.fault === "refused" ? corrupt(task, answer.error.message) : later;
  if (answer.status === 429 || answer.status >= 500) return paused(later, answer, call);
  if (!answer.ok) return corrupt(task, `The result is not there any more (status ${answer.status}).`);
  const image = imageIn(answer.bytes);
  return "why" in image ? corrupt(task, image.why) : { state: "done", made: { images: [image.bytes], text: null, warnings: task.warnings ? task.warnings.split("\n") : [], usage: null, costMicros: task.cost ?? null } };
}

/** The same, asked again no sooner than BFL says. */
function paused(later: Outcome, answer: Answered, call: ProviderCall): Outcome {
  const refusal = refusalOf(answer, call.key.reveal(), call.now());
  return later.state === "pending" && refusal.state === "rate-limited" ? { ...later, pollAfterMs: refusal.untilMs - call.now() } : later;
}

function ruleOf(status: string, details: Readonly<Record<string, unknown>> | null | undefined, key: string): string {
  const reasons = z.array(z.string()).safeParse(details?.["Moderation Reasons"]).data ?? [];
  return scrub([status, ...reasons].join(": "), key);
}

function corrupt(task: Task, why: string): Outcome {
  return { state: "corrupt", why, usage: null, costMicros: task.cost ?? null };
}

function unknown(why: string): Outcome {
  return { state: "unknown", why };
}
