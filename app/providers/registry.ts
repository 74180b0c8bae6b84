import type { ProviderShelf } from "#app/core/context.ts";
import type { Provider } from "#app/core/provider.ts";
import { flux } from "./flux.ts";
import { gemini } from "./gemini.ts";
import { openai } from "./openai.ts";

/** Some adapters, by the id that keys and models name. */
export function registryOf(providers: readonly Provider[]): ProviderShelf {
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  return { get: (id) => byId.get(id), all: () => providers };
}

/** Every provider of this release: one line each. */
export const providerRegistry: ProviderShelf = registryOf([
  openai,
  gemini,
  flux,
]);
