import { randomUUID } from "node:crypto";
import { jsonOf } from "../body.ts";
import { latencyOf, takingTime } from "../latency.ts";
import { charge } from "../ledger.ts";
import { asks } from "../magic.ts";
import { makePicture, seedFrom, sizeFor } from "../picture.ts";
import { GEMINI_IMAGE, geminiText, microsFor, textTokens, type TokenPrice } from "../prices.ts";
import type { Call } from "../provider.ts";
import { base64Of, handOver } from "../spoil.ts";
import { writeAnswer } from "../words/answer.ts";
import { Body, sentIn, type Sent } from "./body.ts";
import { geminiErrors } from "./errors.ts";

/** Tokens of a picture that is sent. */
const SENT_TOKENS = 258;
/** Pixels and tokens of a picture that is made. */
const SIZES = { "1K": { pixels: 1024 ** 2, tokens: 1120 }, "2K": { pixels: 2048 ** 2, tokens: 1680 }, "4K": { pixels: 4096 ** 2, tokens: 2520 } } as const;
/** The larger model takes fewer for large ones. */
const PRO_TOKENS = { "1K": 1120, "2K": 1120, "4K": 2000 } as const;

/** POST /v1beta/models/{model}:generateContent: a picture from image models, text from the others. */
export async function generateContent(call: Call, [, model = ""]: RegExpExecArray): Promise<Response> {
  const body = await jsonOf(call, geminiErrors, Body);
  const image = GEMINI_IMAGE[model];
  const text = geminiText(model, new Date());
  if (!image && !text) return geminiErrors.invalid(`models/${model} is not found for API version v1beta, or is not supported for generateContent.`, 404);
  const sent = await sentIn(body);
  if (asks(sent.all, "[error]")) return geminiErrors.failed(500);
  if (asks(sent.all, "[rate limit]")) return geminiErrors.rateLimited(5);
  return image ? picture(call, model, image, body, sent) : words(call, model, text ?? { textIn: 0, imageIn: 0, out: 0 }, body, sent);
}

async function picture(call: Call, model: string, price: TokenPrice, { generationConfig }: Body, sent: Sent): Promise<Response> {
  const { parts, key, fault } = call;
  const size = generationConfig.imageConfig?.imageSize ?? "1K";
  const first = sent.sizes[0];
  const frame = sizeFor(generationConfig.imageConfig?.aspectRatio ?? (first ? nearestRatio(first) : "1:1"), SIZES[size].pixels);
  if (!frame) return geminiErrors.invalid("Invalid value at 'generation_config.image_config.aspect_ratio'.");
  const ms = latencyOf(parts, key, "image", sent.all);
  const end = fault?.kind === "moderated" || asks(sent.all, "[moderated]") ? "IMAGE_SAFETY" : fault?.kind === "no-image" || asks(sent.all, "[no image]") ? "NO_IMAGE" : "STOP";
  const made = end === "STOP" ? makePicture(parts, { prompt: sent.prompt, ...frame, seed: seedFrom(parts, generationConfig.seed, model, sent.prompt, ...sent.images), references: sent.images, format: "png" }) : Promise.resolve(undefined);
  const bytes = await takingTime(parts, bytesMs(ms, end), made);
  const out = bytes ? (model === "gemini-3-pro-image" ? PRO_TOKENS[size] : SIZES[size].tokens) : 0;
  const handed = bytes ? await handOver(bytes, "png", fault) : undefined;
  const content = handed ? { role: "model", parts: [{ inlineData: fault?.kind === "missing-field" ? { mimeType: handed.mime } : { mimeType: handed.mime, data: base64Of(handed, fault) } }] } : undefined;
  return answer(call, model, price, sent, { tokens: out, modality: "IMAGE", kind: "image" }, { ...(content ? { content } : {}), finishReason: end, index: 0, ...(content ? {} : { finishMessage: end === "NO_IMAGE" ? "No image was generated." : "The generated image was blocked by a safety filter." }) });
}

/** A refusal comes earlier than a picture. */
function bytesMs(ms: number, end: string): number {
  return end === "STOP" ? ms : ms / 2;
}

async function words(call: Call, model: string, price: TokenPrice, { generationConfig }: Body, sent: Sent): Promise<Response> {
  const { parts, key, fault } = call;
  // What is refused before it is looked at has no candidate, and its prompt is counted all the same.
  if (asks(sent.all, "[moderated]")) return answer(call, model, price, sent, { tokens: 0, modality: "TEXT", kind: "text" }, undefined);
  const schema = generationConfig.responseJsonSchema ?? generationConfig.responseSchema;
  const question = { prompt: sent.prompt, images: sent.images, schema, json: generationConfig.responseMimeType === "application/json" };
  const text = await takingTime(parts, latencyOf(parts, key, "text", sent.all), writeAnswer(question));
  const content = { role: "model", parts: fault?.kind === "missing-field" ? [] : [{ text }] };
  return answer(call, model, price, sent, { tokens: textTokens(text), modality: "TEXT", kind: "text" }, { content, finishReason: "STOP", index: 0 });
}

async function answer(call: Call, model: string, price: TokenPrice, sent: Sent, out: { tokens: number; modality: "IMAGE" | "TEXT"; kind: "image" | "text" }, candidate: object | undefined): Promise<Response> {
  const textIn = textTokens(sent.all), imageIn = SENT_TOKENS * sent.images.length;
  await charge(call.parts, call.key, { model, micros: microsFor(price, { textIn, imageIn, out: out.tokens }), kind: out.kind, requestId: call.requestId, prompt: sent.all });
  return Response.json({
    ...(candidate ? { candidates: [candidate] } : { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }),
    usageMetadata: {
      promptTokenCount: textIn + imageIn, ...(out.tokens ? { candidatesTokenCount: out.tokens } : {}), totalTokenCount: textIn + imageIn + out.tokens,
      promptTokensDetails: [{ modality: "TEXT", tokenCount: textIn }, ...(imageIn ? [{ modality: "IMAGE", tokenCount: imageIn }] : [])],
      ...(out.tokens ? { candidatesTokensDetails: [{ modality: out.modality, tokenCount: out.tokens }] } : {}),
    },
    modelVersion: model, responseId: randomUUID().replaceAll("-", "").slice(0, 22),
  });
}

const RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

/** Without a ratio the picture has that of the first one that was sent. */
function nearestRatio({ width, height }: { width: number; height: number }): string {
  const far = (ratio: string) => {
    const [wide = 1, high = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log((wide / high) / (width / height)));
  };
  return RATIOS.reduce((best, ratio) => (far(ratio) < far(best) ? ratio : best));
}
