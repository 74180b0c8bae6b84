import OpenAI, { toFile } from "openai";
import { z } from "zod";
import type { ImageRequest, Outcome, Provider, ProviderCall, ProviderLine, SentImage, TextRequest } from "#app/core/provider.ts";
import { imageOutcome, responseOutcome } from "./openai/answers.ts";
import { refusalOf } from "./openai/errors.ts";
import { exchange, isSendable } from "./wire/exchange.ts";
import { keyVerdict, outcomeOf, verdictOf } from "./wire/fault.ts";
import { fitImage, fitReferences } from "./wire/fit.ts";
import { base64Of } from "./wire/image-bytes.ts";

/** The line has the deadline; the library's own must not come before it. */
const NEVER_MS = 3_600_000;
const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** OpenAI, by its own library: images (generate, edit with references and mask) and text with pictures and structured output. */
export const openai: Provider = {
  id: "openai",
  title: "OpenAI",
  baseUrl: "https://api.openai.com/v1",
  resultHosts: [],
  keyPattern: /^sk-[\w-]{12,250}$/,
  keyHelp: { url: "https://platform.openai.com/api-keys", say: "Make a secret key of a project with permission for Images and Responses (write) and Models (read). Image models also need a verified organization." },
  usageUrl: "https://platform.openai.com/usage",

  async verify(line) {
    const key = line.key.reveal();
    if (!isSendable(key)) return { state: "bad-key" };
    const answer = await exchange(line, async (fetch) => await clientOf(line, fetch).models.list());
    if (answer.state !== "answered") return verdictOf(answer);
    if (!answer.ok) return keyVerdict(refusalOf(answer, key, line.now()), answer.status, "OpenAI");
    const { data: list } = ModelList.safeParse(answer.body);
    if (!list) return { state: "unreachable", why: "OpenAI's list of models could not be read." };
    return { state: "works", note: list.data.some(({ id }) => id.includes("image")) ? null : "It sees no image model: the organization may have to be verified first." };
  },

  async submit(request, call) {
    if (!isSendable(call.key.reveal())) return { state: "bad-key" };
    return request.kind === "image" ? makeImage(request, call) : writeText(request, call);
  },
};

async function makeImage(request: ImageRequest, call: ProviderCall): Promise<Outcome> {
  const { references, mask, quality, warnings } = fitImage(request, call.model);
  const wanted = { model: call.model.wire, prompt: request.prompt, n: 1, size: `${request.size.width}x${request.size.height}`, output_format: "png" as const, ...(quality ? { quality } : {}) };
  const answer = await exchange(call, async (fetch) => {
    const { images } = clientOf(call, fetch);
    if (references.length === 0) return images.generate(wanted, optionsOf(call));
    const image = await Promise.all(references.map((one, index) => fileOf(one, `reference-${index + 1}`)));
    return images.edit({ ...wanted, image, ...(mask ? { mask: await fileOf(mask, "mask") } : {}) }, optionsOf(call));
  });
  if (answer.state !== "answered") return outcomeOf(answer);
  return answer.ok ? imageOutcome(answer.body, warnings) : refusalOf(answer, call.key.reveal(), call.now());
}

async function writeText(request: TextRequest, call: ProviderCall): Promise<Outcome> {
  const { images, warnings } = fitReferences(request.images, call.model);
  const { schema } = request;
  const key = call.key.reveal();
  const answer = await exchange(call, (fetch) => clientOf(call, fetch).responses.create({
    model: call.model.wire, ...(request.instructions ? { instructions: request.instructions } : {}), max_output_tokens: request.maxTokens,
    // OpenAI keeps responses for a month unless it is told not to.
    store: false,
    input: [{ role: "user", content: [
      ...images.map((one) => ({ type: "input_image" as const, detail: "auto" as const, image_url: `data:${one.mime};base64,${base64Of(one.bytes)}` })),
      { type: "input_text", text: request.prompt },
    ] }],
    // A strict schema must forbid other fields; one that does not is asked for as it is, and checked here.
    ...(schema ? { text: { format: { type: "json_schema" as const, name: "answer", schema: { ...schema }, strict: schema["additionalProperties"] === false } } } : {}),
  }, optionsOf(call)));
  if (answer.state !== "answered") return outcomeOf(answer);
  return answer.ok ? responseOutcome(answer.body, request, warnings, key) : refusalOf(answer, key, call.now());
}

/** A client for one exchange. What the library would take from the environment (keys, organization, address, log level) is set here, so that nothing of ours goes along. */
function clientOf({ key, baseUrl }: ProviderLine, fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({ apiKey: key.reveal(), adminAPIKey: null, organization: null, project: null, webhookSecret: null, baseURL: baseUrl, fetch, maxRetries: 0, timeout: NEVER_MS, logLevel: "off" });
}

/** The id under which OpenAI's support finds a request (docs: X-Client-Request-Id). */
function optionsOf({ callId }: ProviderCall): { headers: Record<string, string> } {
  return { headers: { "x-client-request-id": callId } };
}

function fileOf({ bytes, mime }: SentImage, name: string): Promise<File> {
  return toFile(bytes, `${name}.${mime.slice("image/".length)}`, { type: mime });
}
