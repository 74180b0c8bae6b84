import { z } from "zod";
import { Model } from "#app/core/model.ts";
import type { Outcome, Provider, ProviderLine } from "#app/core/provider.ts";
import { exchange, isSendable, type Answered } from "#app/providers/wire/exchange.ts";
import { outcomeOf, serverFault, verdictOf } from "#app/providers/wire/fault.ts";
import { fitImage } from "#app/providers/wire/fit.ts";
import { imageInBase64 } from "#app/providers/wire/image-bytes.ts";
import { pauseIn, pauseUntil } from "#app/providers/wire/pause.ts";
import { scrub } from "#app/providers/wire/scrub.ts";

const CENT = 10_000;
const Painted = z.object({ painting: z.string() });
const Price = z.object({ cents: z.int().min(0).max(1000) });

/** A provider that does not exist: what a developer writes to add one. Its only model is below, its stand-in in simulator.ts. */
export const atelier: Provider = {
  id: "atelier", title: "Atelier", baseUrl: "https://api.atelier.example", resultHosts: [], keyPattern: /^at-[\w-]{12,100}$/,
  keyHelp: { url: "https://atelier.example/keys", say: "Make a key." },
  usageUrl: "https://atelier.example/usage",
  async verify(line) {
    if (!isSendable(line.key.reveal())) return { state: "bad-key" };
    const answer = await exchange(line, (fetch) => fetch(`${line.baseUrl}/purse`, { headers: headersOf(line) }));
    if (answer.state !== "answered") return verdictOf(answer);
    if (answer.status === 401) return { state: "bad-key" };
    return answer.ok ? { state: "works", note: null } : { state: "unreachable", why: `Atelier could not say (status ${answer.status}).` };
  },
  async submit(request, call) {
    if (request.kind === "text") return { state: "invalid-request", why: "Atelier paints and writes nothing." };
    if (!isSendable(call.key.reveal())) return { state: "bad-key" };
    const { warnings } = fitImage(request, call.model);
    const { prompt, size } = request;
    const answer = await exchange(call, (fetch) => fetch(`${call.baseUrl}/paint`, { method: "POST", headers: headersOf(call), body: JSON.stringify({ prompt, width: size.width, height: size.height, order: call.callId }) }));
    if (answer.state !== "answered") return outcomeOf(answer);
    return answer.ok ? paintingIn(answer, warnings) : refusalOf(answer, call);
  },
};

/** Its row of the catalog. */
export const atelierModel = Model.parse({
  id: "atelier/sketch", provider: "atelier", wire: "sketch", title: "Sketch", capability: "image", sizes: [{ ratio: "1:1", width: 512, height: 512, tier: "S" }], qualities: [], references: 0, seed: false, mask: false,
  price: { kind: "megapixels", first: 20_000, further: 20_000, reference: 0 }, asOf: "2026-11-22", source: "https://atelier.example/prices", limit: { group: "atelier", inFlight: 2 }, typicalMs: 1000, status: "active", sunset: null, successor: null,
});

function headersOf({ key }: ProviderLine): Record<string, string> {
  return { authorization: `Bearer ${key.reveal()}`, "content-type": "application/json" };
}

function paintingIn({ body }: Answered, warnings: readonly string[]): Outcome {
  const cents = Price.safeParse(body).data?.cents;
  const costMicros = cents === undefined ? null : cents * CENT;
  const corrupt = (why: string): Outcome => ({ state: "corrupt", why, usage: null, costMicros });
  const painted = Painted.safeParse(body).data;
  if (!painted) return corrupt("Atelier answered without a painting.");
  const image = imageInBase64(painted.painting);
  return "why" in image ? corrupt(image.why) : { state: "done", made: { images: [image.bytes], text: null, warnings, usage: null, costMicros } };
}

function refusalOf({ status, headers, body }: Answered, { key, now }: ProviderLine): Outcome {
  const why = scrub(z.object({ says: z.string() }).safeParse(body).data?.says ?? "", key.reveal());
  if (status === 401) return { state: "bad-key" };
  if (status === 402) return { state: "no-quota", untilMs: null };
  if (status === 422) return { state: "moderated", rule: why, charged: false };
  if (status === 429) return { state: "rate-limited", untilMs: pauseUntil(now(), pauseIn(headers, now())) };
  return serverFault(status, "Atelier") ?? { state: "invalid-request", why };
}
