import { randomUUID } from "node:crypto";
import type { Task } from "../../state.ts";
import { jsonOf } from "../body.ts";
import { latencyOf } from "../latency.ts";
import { charge } from "../ledger.ts";
import { asks } from "../magic.ts";
import { makePicture, seedFrom } from "../picture.ts";
import { BFL, bflCredits } from "../prices.ts";
import type { Call } from "../provider.ts";
import { Body, planOf } from "./body.ts";
import { bflErrors } from "./errors.ts";
import { forgetOld, inFlight, keepPicture } from "./tasks.ts";

/** Micro-dollars of a credit. */
const CREDIT = 10_000;
export const FOREIGN = "https://results.example.org";
export const PRIVATE = "http://169.254.169.254";

/** POST /v1/{model}: charges, starts a task, and answers where to ask for it. What the answer says it costs is charged, whatever becomes of the task. */
export async function submit(call: Call, [, model = ""]: RegExpExecArray): Promise<Response> {
  const { parts, key, fault } = call;
  if (!BFL[model]) return bflErrors.invalid(`Unknown endpoint /v1/${model}. This sandbox knows ${Object.keys(BFL).join(", ")}.`, 404);
  const body = await jsonOf(call, bflErrors, Body, 422);
  const plan = await planOf(model, body);
  const prompt = body.prompt ?? "";
  if (asks(prompt, "[error]")) return bflErrors.failed(500);
  if (asks(prompt, "[rate limit]")) return bflErrors.rateLimited(5);
  const now = Date.now();
  await forgetOld(parts, now);
  if (inFlight(parts, key.hash, now) >= parts.settings.tasksInFlight) return bflErrors.rateLimited(5);
  const id = randomUUID();
  const seed = seedFrom(parts, body.seed ?? undefined, model, prompt, ...plan.references);
  const format = body.output_format ?? (model === "flux-kontext-pro" ? "png" : "jpeg");
  const end = endOf(call, prompt);
  const credits = bflCredits(model, plan.sent, plan.made);
  await parts.state.tasks.put(id, { id, keyHash: key.hash, model, prompt, seed, format, startedAt: now, readyAt: now + latencyOf(parts, key, "image", prompt), end });
  await charge(parts, key, { model, micros: Math.round(credits * CREDIT), kind: "image", requestId: id, prompt });
  if (end === "Ready") keepPicture(parts, id, makePicture(parts, { prompt, width: plan.width, height: plan.height, seed, references: plan.references, mask: plan.mask, format }));
  const host = fault?.kind === "foreign-result-host" ? FOREIGN : fault?.kind === "private-result-address" ? PRIVATE : `${parts.origin()}/bfl`;
  return Response.json({ id, ...(fault?.kind === "missing-field" ? {} : { polling_url: `${host}/v1/get_result?id=${id}` }), cost: credits, input_mp: megapixels(plan.sent.reduce((sum, one) => sum + one, 0)), output_mp: megapixels(plan.made) });
}

function endOf({ fault }: Call, prompt: string): Task["end"] {
  if (fault?.kind === "never-ready") return "Pending";
  if (fault?.kind === "no-image" || asks(prompt, "[no image]")) return "Error";
  return fault?.kind === "moderated" || asks(prompt, "[moderated]") ? "Content Moderated" : "Ready";
}

function megapixels(exact: number): number {
  return Math.round(exact * 100) / 100;
}
