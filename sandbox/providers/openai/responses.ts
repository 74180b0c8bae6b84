import { randomUUID } from "node:crypto";
import { z } from "zod";
import { jsonOf } from "../body.ts";
import { latencyOf, takingTime } from "../latency.ts";
import { charge } from "../ledger.ts";
import { sizeOf } from "../picture.ts";
import { asks } from "../magic.ts";
import { microsFor, OPENAI_TEXT, textTokens } from "../prices.ts";
import { Refused, type Call } from "../provider.ts";
import { writeAnswer } from "../words/answer.ts";
import { openaiErrors, unknownModel } from "./errors.ts";
import { inputTokens } from "./sizes.ts";

const Content = z.union([z.string(), z.array(z.union([
  z.object({ type: z.enum(["input_text", "output_text"]), text: z.string() }),
  z.object({ type: z.literal("input_image"), image_url: z.string() }),
]))]);
const Body = z.object({
  model: z.string(), instructions: z.string().nullish(), max_output_tokens: z.number().nullish(), temperature: z.number().nullish(), top_p: z.number().nullish(),
  input: z.union([z.string(), z.array(z.object({ role: z.enum(["user", "system", "developer", "assistant"]), content: Content }))]),
  text: z.object({ format: z.union([
    z.object({ type: z.literal("json_schema"), name: z.string().min(1), schema: z.record(z.string(), z.unknown()) }),
    z.object({ type: z.enum(["text", "json_object"]) }),
  ]).optional() }).nullish(),
});

/** POST /responses: text from text and pictures, as JSON of a schema if one is given. */
export async function respond(call: Call): Promise<Response> {
  const { parts, key, fault } = call;
  const body = await jsonOf(call, openaiErrors, Body);
  const price = OPENAI_TEXT[body.model.replace(/-\d{4}-\d\d-\d\d$/, "")];
  if (!price) return unknownModel(body.model);
  const messages = typeof body.input === "string" ? [{ role: "user", content: body.input }] : body.input;
  const pieces = messages.flatMap<{ role: string; text: string } | { role: string; image: string }>(({ role, content }) => (typeof content === "string" ? [{ role, text: content }] : content.map((piece) => ("text" in piece ? { role, text: piece.text } : { role, image: piece.image_url }))));
  const texts = pieces.flatMap((piece) => ("text" in piece ? [piece] : []));
  const images = pieces.flatMap((piece) => ("image" in piece ? [fromDataUrl(piece.image)] : []));
  const sizes = await Promise.all(images.map(async (image) => (await sizeOf(image)) ?? invalidImage()));
  const asked = texts.filter(({ role }) => role === "user").map(({ text }) => text).join("\n");
  const all = [body.instructions ?? "", ...texts.map(({ text }) => text)].join("\n").trim();
  if (asks(all, "[error]")) return openaiErrors.failed(500);
  if (asks(all, "[rate limit]")) return openaiErrors.rateLimited(5);
  const format = body.text?.format;
  const schema = format && "schema" in format ? format.schema : undefined;
  const text = await takingTime(parts, latencyOf(parts, key, "text", all), writeAnswer({ prompt: asked || all, images, schema, json: format !== undefined && format.type !== "text" }));
  const tokens = { textIn: textTokens(all + (schema ? JSON.stringify(schema) : "")), imageIn: sizes.reduce((sum, size) => sum + inputTokens(size), 0), out: textTokens(text) };
  await charge(parts, key, { model: body.model, micros: microsFor(price, tokens), kind: "text", requestId: call.requestId, prompt: all });
  const now = Math.floor(Date.now() / 1000);
  const input = tokens.textIn + tokens.imageIn;
  const message = { id: `msg_${id()}`, type: "message", role: "assistant", status: "completed", content: [{ type: "output_text", text, annotations: [], logprobs: [] }] };
  return Response.json({
    id: `resp_${id()}`, object: "response", created_at: now, completed_at: now, status: "completed", background: false, error: null, incomplete_details: null, instructions: body.instructions ?? null, max_output_tokens: body.max_output_tokens ?? null,
    metadata: {}, model: body.model, output: fault?.kind === "missing-field" ? [] : [message], parallel_tool_calls: true, previous_response_id: null, temperature: body.temperature ?? 1, text: { format: format ?? { type: "text" } },
    tool_choice: "auto", tools: [], top_p: body.top_p ?? 1, truncation: "disabled",
    usage: { input_tokens: input, input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 }, output_tokens: tokens.out, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: input + tokens.out },
  });
}

function fromDataUrl(url: string): Buffer {
  const data = /^data:image\/[\w.+-]+;base64,/.exec(url);
  if (!data) throw new Refused(openaiErrors.invalid("Invalid 'image_url': this sandbox reads data URLs only."));
  return Buffer.from(url.slice(data[0].length), "base64");
}

function invalidImage(): never {
  throw new Refused(openaiErrors.invalid("The image data you provided does not represent a valid image."));
}

function id(): string {
  return randomUUID().replaceAll("-", "");
}
