import { AppError } from "./errors.ts";
import { perMillion, type Micros } from "./money.ts";
import type { Model, ModelSize, Price, Quality } from "./model.ts";

/** What one call is made of, as far as it is known before: enough to count its price. */
export interface CallShape {
  /** For images; null for text. */
  readonly size: ModelSize | null;
  readonly quality: Quality | null;
  readonly references: number;
  /** Characters of everything that is written to the model. */
  readonly promptLength: number;
  /** The most tokens of a text answer; 0 for images. */
  readonly answerTokens: number;
}

/** What a call will cost by the price table: expected, and at most. */
export interface CallPrice {
  readonly expected: Micros;
  readonly maximum: Micros;
}

/** What a call cost, as counted by the provider's own answer. */
export interface Usage {
  readonly textInputTokens: number;
  readonly imageInputTokens: number;
  readonly outputTokens: number;
}

/** Characters of one token: four in most English text; one where nothing is known (the maximum). */
const CHARACTERS_EXPECTED = 4;

/** The price of a call. Throws `model_unpriced` where the model has no declared maximum. */
export function priceOf(model: Model, shape: CallShape): CallPrice {
  if (!model.price) throw new AppError("model_unpriced", `no price for ${model.id}`, { say: `What a call of ${model.title} costs at most is not known, so it cannot run. Choose another model.` });
  return model.price.kind === "tokens" ? tokenPrice(model.price, shape) : megapixelPrice(model.price, shape);
}

/** What a call cost by the tokens that the provider counted, rounded up once for the whole call. */
export function costOf(model: Model, usage: Usage): Micros | null {
  if (model.price?.kind !== "tokens") return null;
  const { textInput, imageInput, output } = model.price;
  return Math.ceil((usage.textInputTokens * textInput + usage.imageInputTokens * imageInput + usage.outputTokens * output) / 1_000_000);
}

function tokenPrice(price: Extract<Price, { kind: "tokens" }>, { size, quality, references, promptLength, answerTokens }: CallShape): CallPrice {
  const images = perMillion(references * price.referenceTokens, price.imageInput);
  const row = size ? price.images.find((one) => one.tier === size.tier && (one.quality === null || one.quality === quality)) : undefined;
  if (size && !row) throw new AppError("model_unpriced", `no price for ${size.tier} ${quality ?? ""}`, { say: "What an image of this size and quality costs at most is not known. Choose another one." });
  const answer = { expected: row?.expected ?? Math.ceil(answerTokens / 2), maximum: row?.maximum ?? answerTokens };
  return {
    expected: perMillion(Math.ceil(promptLength / CHARACTERS_EXPECTED), price.textInput) + images + perMillion(answer.expected, price.output),
    maximum: perMillion(promptLength, price.textInput) + images + perMillion(answer.maximum, price.output),
  };
}

function megapixelPrice(price: Extract<Price, { kind: "megapixels" }>, { size, references }: CallShape): CallPrice {
  const begun = size ? Math.max(1, Math.ceil((size.width * size.height) / 1_000_000)) : 1;
  const made = price.first + (begun - 1) * price.further;
  // References are sent with at most four megapixels each; most have one.
  return { expected: made + references * price.reference, maximum: made + references * 4 * price.reference };
}
