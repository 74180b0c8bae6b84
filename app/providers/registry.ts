import type { Provider } from "#app/core/provider.ts";
import { flux } from "./flux.ts";
import { gemini } from "./gemini.ts";
import { openai } from "./openai.ts";

// One line a provider.
const PROVIDERS: readonly Provider[] = [
  openai,
  gemini,
  flux,
];
const byId = new Map(PROVIDERS.map((provider) => [provider.id, provider]));

/** Every provider that can be called, by the id that keys and models name. */
export const providerRegistry: { get(id: string): Provider | undefined; all(): readonly Provider[] } = { get: (id) => byId.get(id), all: () => PROVIDERS };
