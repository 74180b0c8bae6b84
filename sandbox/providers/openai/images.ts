import { charge } from "../ledger.ts";
import { latencyOf, takingTime } from "../latency.ts";
import { asks } from "../magic.ts";
import { makePicture, seedFrom, sizeOf } from "../picture.ts";
import { microsFor, OPENAI_IMAGE, textTokens } from "../prices.ts";
import { bytesOf, jsonOf } from "../body.ts";
import { Refused, type Call } from "../provider.ts";
import { base64Of, handOver } from "../spoil.ts";
import { moderated, openaiErrors, unknownModel, unverified } from "./errors.ts";
import { Generation, readEdit, type EditForm } from "./form.ts";
import { editMask } from "./mask.ts";
import { inputTokens, outputTokens, sizeAsked } from "./sizes.ts";

export async function generate(call: Call): Promise<Response> {
  return answer(call, { ...(await jsonOf(call, openaiErrors, Generation)), images: [], mask: undefined });
}

export async function edit(call: Call): Promise<Response> {
  const form = await readEdit(await bytesOf(call, openaiErrors), call.request.headers.get("content-type") ?? "");
  return "refusal" in form ? openaiErrors.invalid(form.refusal) : answer(call, form);
}

async function answer(call: Call, wanted: EditForm): Promise<Response> {
  const { parts, key, fault } = call;
  const { model, prompt, images } = wanted;
  const price = OPENAI_IMAGE[model.replace(/-\d{4}-\d\d-\d\d$/, "")];
  if (!price) return unknownModel(model);
  if (key.unverified) return unverified(model);
  const sizes = await Promise.all(images.map(async (image) => (await sizeOf(image)) ?? refuse("Invalid image file or mode for image, please check your image file.")));
  const size = sizeAsked(wanted.size, model, sizes[0]);
  if ("refusal" in size) return openaiErrors.invalid(size.refusal);
  const format = wanted.output_format;
  const transparent = wanted.background === "transparent";
  if (transparent && format === "jpeg") return openaiErrors.invalid("Transparent background is not supported for the output format 'jpeg'.");
  const mask = wanted.mask ? await editMask(wanted.mask, sizes[0]) : undefined;
  if (mask && "refusal" in mask) return openaiErrors.invalid(mask.refusal);
  if (asks(prompt, "[error]")) return openaiErrors.failed(500);
  if (asks(prompt, "[rate limit]")) return openaiErrors.rateLimited(5);
  const quality = wanted.quality === "auto" ? "medium" : wanted.quality;
  const ms = latencyOf(parts, key, "image", prompt);
  if (fault?.kind === "moderated" || asks(prompt, "[moderated]")) return takingTime(parts, ms / 2, Promise.resolve(moderated()));
  const count = fault?.kind === "no-image" || asks(prompt, "[no image]") ? 0 : wanted.n;
  const pictures = await takingTime(parts, ms, Promise.all(Array.from({ length: count }, async (_unused, index) =>
    makePicture(parts, { prompt, ...size, seed: seedFrom(parts, undefined, model, prompt, index, ...images), references: images, mask: mask?.redo, transparent, format }))));
  const tokens = { textIn: textTokens(prompt), imageIn: sizes.reduce((sum, one) => sum + inputTokens(one), 0), out: count * outputTokens(size.width, size.height, quality) };
  await charge(parts, key, { model, micros: microsFor(price, tokens), kind: "image", requestId: call.requestId, prompt });
  const data = await Promise.all(pictures.map(async (picture) => (fault?.kind === "missing-field" ? {} : { b64_json: base64Of(await handOver(picture, format, fault), fault) })));
  const input = tokens.textIn + tokens.imageIn;
  return Response.json({
    created: Math.floor(Date.now() / 1000), background: transparent ? "transparent" : "opaque", data, output_format: format, quality, size: `${size.width}x${size.height}`,
    usage: {
      input_tokens: input, input_tokens_details: { image_tokens: tokens.imageIn, text_tokens: tokens.textIn },
      output_tokens: tokens.out, output_tokens_details: { image_tokens: tokens.out, text_tokens: 0 }, total_tokens: input + tokens.out,
    },
  });
}

function refuse(message: string): never {
  throw new Refused(openaiErrors.invalid(message));
}
