import { z } from "zod";
import type { KeyVerdict, Outcome, Provider, ProviderLine } from "#app/core/provider.ts";
import { refusalOf } from "./flux/errors.ts";
import { DELIVERY, pollTask } from "./flux/poll.ts";
import { REGIONS, ticketIn } from "./flux/task.ts";
import { exchange, isSendable, type Exchanged } from "./wire/exchange.ts";
import { keyVerdict, outcomeOf, verdictOf } from "./wire/fault.ts";
import { fitImage } from "./wire/fit.ts";
import { base64Of } from "./wire/image-bytes.ts";

const Credits = z.object({ credits: z.number() });

/** Black Forest Labs' FLUX models, over HTTP: they have no library. Submit gives a ticket, poll asks for it, the result is fetched without the key. */
export const flux: Provider = {
  id: "flux",
  title: "Black Forest Labs",
  baseUrl: "https://api.bfl.ai",
  resultHosts: DELIVERY,
  keyHosts: REGIONS,
  // BFL publishes no form; what belongs to another provider is caught.
  keyPattern: /^(?!sk-|AIza)[\w-]{12,250}$/,
  keyHelp: { url: "https://dashboard.bfl.ai/keys", say: "Make an API key and buy credits. One credit is one cent." },
  usageUrl: "https://dashboard.bfl.ai",

  async verify(line) {
    if (!isSendable(line.key.reveal())) return { state: "bad-key" };
    return creditsOf(await exchange(line, (fetch) => fetch(`${line.baseUrl}/v1/credits`, { headers: headersOf(line) })), line);
  },

  async submit(request, call): Promise<Outcome> {
    if (!isSendable(call.key.reveal())) return { state: "bad-key" };
    if (request.kind === "text") return { state: "invalid-request", why: `${call.model.title} makes images and writes no text.` };
    const { references, seed, warnings } = fitImage(request, call.model);
    const images = Object.fromEntries(references.map(({ bytes }, index) => [index === 0 ? "input_image" : `input_image_${index + 1}`, base64Of(bytes)]));
    const body = { prompt: request.prompt, width: request.size.width, height: request.size.height, output_format: "png", ...(seed === null ? {} : { seed }), ...images };
    const answer = await exchange(call, (fetch) => fetch(`${call.baseUrl}/v1/${call.model.wire}`, { method: "POST", headers: { ...headersOf(call), "content-type": "application/json" }, body: JSON.stringify(body) }));
    if (answer.state !== "answered") return outcomeOf(answer);
    return answer.ok ? ticketIn(answer.body, warnings, call) : refusalOf(answer, call.key.reveal(), call.now());
  },

  poll: (ticket, call) => pollTask(ticket, call),
};

function headersOf({ key }: ProviderLine): Record<string, string> {
  return { "x-key": key.reveal(), accept: "application/json" };
}

function creditsOf(answer: Exchanged, line: ProviderLine): KeyVerdict {
  if (answer.state !== "answered") return verdictOf(answer);
  if (!answer.ok) return keyVerdict(refusalOf(answer, line.key.reveal(), line.now()), answer.status, "BFL");
  const { data } = Credits.safeParse(answer.body);
  if (!data) return { state: "unreachable", why: "BFL's answer could not be read." };
  return data.credits > 0 ? { state: "works", note: `${Math.floor(data.credits).toLocaleString("en-US")} credits left` } : { state: "no-quota" };
}
