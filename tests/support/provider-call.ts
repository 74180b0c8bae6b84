import { expect } from "vitest";
import type { ImageRequest, ProviderCall, SentImage, TextRequest } from "#app/core/provider.ts";
import { modelCatalog } from "#app/providers/catalog.ts";
import type { LineOptions } from "#app/platform/http/provider-line.server.ts";
import { providerRegistry } from "#app/providers/registry.ts";
import { picture } from "./picture.ts";
import { spiedLine, type SpiedLine } from "./spied-line.ts";

/** A key of the sandbox's for a provider of the catalog. */
export const KEYS = { openai: "sk-sandbox-Zq81RtWmPx55LkVuJ2", gemini: "AIza-sandbox-Zq81RtWmPx55LkVuJ2", flux: "bfl-sandbox-Zq81RtWmPx55LkVuJ2" } as const;

/** A call of a model of the catalog over a line to a server of a test, and what was asked for over it. */
export function callTo(baseUrl: string, modelId: string, { key, now = Date.now, timeoutMs = 20_000, resolve }: { key?: string; now?: () => number; timeoutMs?: number; resolve?: LineOptions["resolve"] } = {}): ProviderCall & SpiedLine {
  const model = modelCatalog.get(modelId) ?? expect.fail(`no model ${modelId}`);
  const provider = providerRegistry.get(model.provider) ?? expect.fail(`no provider of ${modelId}`);
  const usual = Object.entries(KEYS).find(([id]) => id === provider.id)?.[1] ?? "";
  return { ...spiedLine({ provider, key: key ?? usual, baseUrl, trusted: [new URL(baseUrl).origin], timeoutMs, now, ...(resolve ? { resolve } : {}) }), model, callId: "call-1" };
}

/** A request for an image of the model's first size. */
export function imageRequest(wanted: Partial<ImageRequest> = {}): ImageRequest {
  return { kind: "image", prompt: "A vase on a table", size: { ratio: "1:1", width: 1024, height: 1024, tier: "1K" }, quality: null, references: [], mask: null, seed: null, ...wanted };
}

/** A request for a text. */
export function textRequest(wanted: Partial<TextRequest> = {}): TextRequest {
  return { kind: "text", instructions: "Be brief.", prompt: "What is this?", images: [], schema: null, maxTokens: 500, ...wanted };
}

/** A picture as it is sent along. */
export async function sentPicture(side: number, alpha = false): Promise<SentImage> {
  return { bytes: new Uint8Array(await picture(side, side, alpha)), mime: "image/png", width: side, height: side };
}
