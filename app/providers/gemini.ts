import { GoogleGenerativeAI, type GenerationConfig, type Part } from "@google/generative-ai";
import { z } from "zod";
import type { Outcome, Provider, ProviderCall, ProviderRequest, SentImage } from "#app/core/provider.ts";
import { answerOutcome } from "./gemini/answers.ts";
import { refusalOf } from "./gemini/errors.ts";
import { withFetch } from "./gemini/scoped-fetch.ts";
import { exchange, isSendable } from "./wire/exchange.ts";
import { keyVerdict, outcomeOf, verdictOf } from "./wire/fault.ts";
import { fitImage, fitReferences } from "./wire/fit.ts";
import { base64Of } from "./wire/image-bytes.ts";

/** What the API takes and the library's types do not know; it passes them on as they are. */
type Config = GenerationConfig & {
  readonly responseModalities?: readonly string[];
  readonly imageConfig?: { readonly aspectRatio: string; readonly imageSize: string };
  readonly responseJsonSchema?: Readonly<Record<string, unknown>>;
  readonly seed?: number;
};
const VERSION = "v1beta";
const ModelList = z.object({ models: z.array(z.object({ name: z.string() })) });

/**
 * Google Gemini, images and text. The library (`@google/generative-ai`, at its end since 2025-08-31) writes the request and is known
 * to this file alone: another client is one import and the body of `send`.
 */
export const gemini: Provider = {
  id: "gemini",
  title: "Google Gemini",
  baseUrl: "https://generativelanguage.googleapis.com",
  resultHosts: [],
  keyPattern: /^(AIza|AQ\.)[\w.-]{8,250}$/,
  keyHelp: { url: "https://aistudio.google.com/apikey", say: "Make an API key of a project with billing: image models have no free use. The key must be allowed to use the Generative Language API." },
  usageUrl: "https://aistudio.google.com/usage",

  async verify(line) {
    const key = line.key.reveal();
    if (!isSendable(key)) return { state: "bad-key" };
    // The library cannot list models.
    const answer = await exchange(line, (fetch) => fetch(`${line.baseUrl}/${VERSION}/models?pageSize=1000`, { headers: { "x-goog-api-key": key } }));
    if (answer.state !== "answered") return verdictOf(answer);
    if (!answer.ok) return keyVerdict(refusalOf(answer, key, line.now()), answer.status, "Gemini");
    const { data: list } = ModelList.safeParse(answer.body);
    if (!list) return { state: "unreachable", why: "Gemini's list of models could not be read." };
    return { state: "works", note: null };
  },

  async submit(request, call) {
    const key = call.key.reveal();
    if (!isSendable(key)) return { state: "bad-key" };
    return request.kind === "image" ? makeImage(request, call, key) : writeText(request, call, key);
  },
};

async function makeImage(request: Extract<ProviderRequest, { kind: "image" }>, call: ProviderCall, key: string): Promise<Outcome> {
  const { references, seed, warnings } = fitImage(request, call.model);
  const config: Config = { responseModalities: ["TEXT", "IMAGE"], imageConfig: { aspectRatio: request.size.ratio, imageSize: request.size.tier }, ...(seed === null ? {} : { seed }) };
  return send({ request, call, key, config, instructions: "", parts: [...references.map(partOf), { text: request.prompt }], warnings });
}

async function writeText(request: Extract<ProviderRequest, { kind: "text" }>, call: ProviderCall, key: string): Promise<Outcome> {
  const { images, warnings } = fitReferences(request.images, call.model);
  const config: Config = { maxOutputTokens: request.maxTokens, ...(request.schema ? { responseMimeType: "application/json", responseJsonSchema: request.schema } : {}) };
  return send({ request, call, key, config, instructions: request.instructions, parts: [...images.map(partOf), { text: request.prompt }], warnings });
}

interface Sending {
  readonly request: ProviderRequest;
  readonly call: ProviderCall;
  readonly key: string;
  readonly config: Config;
  readonly instructions: string;
  readonly parts: Part[];
  readonly warnings: readonly string[];
}

async function send({ request, call, key, config, instructions, parts, warnings }: Sending): Promise<Outcome> {
  const params = { model: call.model.wire, generationConfig: config, ...(instructions ? { systemInstruction: instructions } : {}) };
  const model = new GoogleGenerativeAI(key).getGenerativeModel(params, { baseUrl: call.baseUrl, apiVersion: VERSION });
  const answer = await exchange(call, (fetch) => withFetch(fetch, () => model.generateContent(parts)));
  if (answer.state !== "answered") return outcomeOf(answer);
  return answer.ok ? answerOutcome(answer.body, request, warnings, key) : refusalOf(answer, key, call.now());
}

function partOf({ mime, bytes }: SentImage): Part {
  return { inlineData: { mimeType: mime, data: base64Of(bytes) } };
}
