import { z } from "zod";
import type { Outcome, TextRequest } from "#app/core/provider.ts";
import type { Usage } from "#app/core/price.ts";
import { imageInBase64 } from "../wire/image-bytes.ts";
import { scrub } from "../wire/scrub.ts";
import { textOutcome } from "../wire/text-answer.ts";

const Tokens = z.int().min(0).max(1_000_000_000);
const Used = z.object({ usage: z.object({ input_tokens: Tokens, output_tokens: Tokens, input_tokens_details: z.object({ text_tokens: Tokens.optional(), image_tokens: Tokens.optional() }).nullish() }) });
const Images = z.object({ data: z.array(z.object({ b64_json: z.string() })).min(1) });
const Response = z.object({
  status: z.string(),
  incomplete_details: z.object({ reason: z.string().optional() }).nullish(),
  output: z.array(z.object({ type: z.string(), content: z.array(z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() })).optional() })),
});

/** The tokens that an answer says were used. Where it does not split the input (text models), all of it is text: both have one price there. */
export function usageIn(body: unknown): Usage | null {
  const parsed = Used.safeParse(body);
  if (!parsed.success) return null;
  const { input_tokens: input, output_tokens: outputTokens, input_tokens_details: details } = parsed.data.usage;
  const imageInputTokens = Math.min(input, details?.image_tokens ?? 0);
  return { textInputTokens: input - imageInputTokens, imageInputTokens, outputTokens };
}

/** An answer of /images/generations or /images/edits that is no refusal: it was charged, whatever it holds. */
export function imageOutcome(body: unknown, warnings: readonly string[]): Outcome {
  const usage = usageIn(body);
  const corrupt = (why: string): Outcome => ({ state: "corrupt", why, usage, costMicros: null });
  const first = Images.safeParse(body).data?.data[0];
  if (!first) return corrupt("OpenAI answered without an image.");
  const image = imageInBase64(first.b64_json);
  return "why" in image ? corrupt(image.why) : { state: "done", made: { images: [image.bytes], text: null, warnings, usage, costMicros: null } };
}

/** An answer of /responses that is no refusal. */
export function responseOutcome(body: unknown, request: TextRequest, warnings: readonly string[], key: string): Outcome {
  const usage = usageIn(body);
  const { data: answer } = Response.safeParse(body);
  if (!answer) return { state: "corrupt", why: "OpenAI answered with something that is no response.", usage, costMicros: null };
  const pieces = answer.output.flatMap(({ content }) => content ?? []);
  const reason = answer.incomplete_details?.reason;
  if (reason === "content_filter" || pieces.some(({ type }) => type === "refusal")) return { state: "moderated", rule: reason === "content_filter" ? reason : "refusal", charged: true, usage };
  if (answer.status !== "completed" && answer.status !== "incomplete") return { state: "corrupt", why: `OpenAI ended the response as “${scrub(answer.status, key)}”.`, usage, costMicros: null };
  const text = pieces.flatMap(({ type, text: words }) => (type === "output_text" && words !== undefined ? [words] : [])).join("");
  return textOutcome(request, { text, cut: answer.status === "incomplete", usage, warnings });
}
