/** Prices of one model that is paid by tokens, in thousandths of a dollar for a million tokens, so that they are whole numbers. */
export interface TokenPrice {
  readonly textIn: number;
  readonly imageIn: number;
  readonly out: number;
}

/** What was used, in tokens. */
export interface Tokens {
  readonly textIn: number;
  readonly imageIn: number;
  readonly out: number;
}

/**
 * Micro-dollars for tokens: the exact sum of tokens × rate, rounded up once to a whole micro-dollar.
 * A dollar for a million tokens is a micro-dollar a token, so with rates in thousandths the sum is divided by 1000.
 */
export function microsFor(price: TokenPrice, tokens: Tokens): number {
  return Math.ceil((tokens.textIn * price.textIn + tokens.imageIn * price.imageIn + tokens.out * price.out) / 1000);
}

/** Text has about four characters a token. */
export function textTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}

const IMAGE_2: TokenPrice = { textIn: 5_000, imageIn: 8_000, out: 30_000 };

/** OpenAI's models (platform.openai.com/docs/pricing). Dated names cost what the plain ones do. */
export const OPENAI_IMAGE: Readonly<Record<string, TokenPrice>> = {
  "gpt-image-2.6-sunburst": IMAGE_2, "gpt-image-2.6-flare": IMAGE_2, "gpt-image-2.5-sunburst": IMAGE_2, "gpt-image-2.5-flare": IMAGE_2, "gpt-image-2": IMAGE_2,
  "gpt-image-1.5": { textIn: 5_000, imageIn: 8_000, out: 32_000 },
};
export const OPENAI_TEXT: Readonly<Record<string, TokenPrice>> = {
  "gpt-5.6-luna": { textIn: 200, imageIn: 200, out: 1_200 },
  "gpt-5.6-terra": { textIn: 2_000, imageIn: 2_000, out: 12_000 },
  "gpt-5.6-sol": { textIn: 4_000, imageIn: 4_000, out: 20_000 },
  "gpt-5.4-mini": { textIn: 750, imageIn: 750, out: 4_500 },
};

/** Google's models (ai.google.dev/gemini-api/docs/pricing). */
export const GEMINI_IMAGE: Readonly<Record<string, TokenPrice>> = {
  "gemini-nano-banana-2.1": { textIn: 1_500, imageIn: 1_500, out: 30_000 },
  "gemini-3-pro-image": { textIn: 2_000, imageIn: 2_000, out: 120_000 },
};
/** One of them becomes dearer with the year 2027. */
export function geminiText(model: string, now: Date): TokenPrice | undefined {
  const flash = now < new Date("2027-01-01T00:00:00Z") ? { textIn: 750, imageIn: 750, out: 3_750 } : { textIn: 1_500, imageIn: 1_500, out: 7_500 };
  return new Map<string, TokenPrice>([["gemini-3.5-flash-lite", { textIn: 300, imageIn: 300, out: 2_500 }], ["gemini-3.8-flash", flash]]).get(model);
}

/** BFL's models in tenths of a credit: the first megapixel, each further one, each one that is sent. */
export const BFL: Readonly<Record<string, { readonly first: number; readonly further: number; readonly sent: number }>> = {
  "flux-2-pro": { first: 30, further: 15, sent: 15 },
  "flux-2-flex": { first: 50, further: 50, sent: 50 },
  "flux-2-max": { first: 70, further: 30, sent: 30 },
  "flux-kontext-pro": { first: 40, further: 0, sent: 0 },
  "flux-pro-1.0-fill": { first: 50, further: 0, sent: 0 },
};

/** Credits for a task; one is a cent. Megapixels (of 1024 × 1024) are begun ones: each image that is sent counts for itself. */
export function bflCredits(model: string, sent: readonly number[], made: number): number {
  const price = BFL[model];
  if (!price) return 0;
  const whole = sent.reduce((sum, megapixels) => sum + Math.ceil(megapixels), 0);
  return (price.first + price.further * Math.max(0, Math.ceil(made) - 1) + price.sent * whole) / 10;
}
