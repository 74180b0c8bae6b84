import { z } from "zod";
import type { Outcome, ProviderRequest } from "#app/core/provider.ts";
import type { Usage } from "#app/core/price.ts";
import { imageInBase64 } from "../wire/image-bytes.ts";
import { scrub } from "../wire/scrub.ts";
import { textOutcome } from "../wire/text-answer.ts";

const Tokens = z.int().min(0).max(1_000_000_000).catch(0);
const Used = z.object({ usageMetadata: z.object({
  promptTokenCount: Tokens, candidatesTokenCount: Tokens, thoughtsTokenCount: Tokens,
  promptTokensDetails: z.array(z.object({ modality: z.string(), tokenCount: Tokens })).catch([]),
}) });
const Part = z.object({ text: z.string().optional(), thought: z.boolean().optional(), inlineData: z.object({ data: z.string() }).optional().catch(undefined) });
const Candidate = z.object({ content: z.object({ parts: z.array(Part).default([]) }).optional(), finishReason: z.string().optional() });
const Answer = z.object({ candidates: z.array(Candidate).default([]), promptFeedback: z.object({ blockReason: z.string().optional() }).optional() });

/** Ends of an answer that mean a refusal (FinishReason of the API's content.proto, and those of images). */
const REFUSED = new Set(["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"]);

/** The tokens that an answer says were used. Thoughts are charged as what is written. */
export function usageIn(body: unknown): Usage | null {
  const { data } = Used.safeParse(body);
  if (!data) return null;
  const { promptTokenCount: input, candidatesTokenCount, thoughtsTokenCount, promptTokensDetails } = data.usageMetadata;
  const images = promptTokensDetails.filter(({ modality }) => modality === "IMAGE").reduce((sum, { tokenCount }) => sum + tokenCount, 0);
  const imageInputTokens = Math.min(input, images);
  return { textInputTokens: input - imageInputTokens, imageInputTokens, outputTokens: candidatesTokenCount + thoughtsTokenCount };
}

/** An answer of generateContent that is no refusal by status. A moderation is one too, and its prompt is charged where tokens are counted. */
export function answerOutcome(body: unknown, request: ProviderRequest, warnings: readonly string[], key: string): Outcome {
  const usage = usageIn(body);
  const corrupt = (why: string): Outcome => ({ state: "corrupt", why, usage, costMicros: null });
  const { data: answer } = Answer.safeParse(body);
  if (!answer) return corrupt("Gemini answered with something that is no result.");
  const [candidate] = answer.candidates;
  const parts = candidate?.content?.parts ?? [];
  const end = answer.promptFeedback?.blockReason ?? candidate?.finishReason ?? "";
  const image = parts.find(({ inlineData, thought }) => inlineData && !thought)?.inlineData;
  const refused = answer.promptFeedback?.blockReason !== undefined || (REFUSED.has(end) && !image);
  if (refused) return { state: "moderated", rule: scrub(end, key), charged: usage !== null && usage.textInputTokens + usage.imageInputTokens + usage.outputTokens > 0, usage };
  if (request.kind === "text") {
    const text = parts.flatMap(({ text: words, thought }) => (words === undefined || thought ? [] : [words])).join("");
    return textOutcome(request, { text, cut: end === "MAX_TOKENS", usage, warnings });
  }
  if (!image) return corrupt(`Gemini answered without an image${end && end !== "STOP" ? ` (${scrub(end, key)})` : ""}.`);
  const made = imageInBase64(image.data);
  return "why" in made ? corrupt(made.why) : { state: "done", made: { images: [made.bytes], text: null, warnings, usage, costMicros: null } };
}
