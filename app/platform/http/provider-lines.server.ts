import type { ProviderLines } from "#app/core/context.ts";
import type { Provider } from "#app/core/provider.ts";
import { createProviderFetch } from "./provider-fetch.server.ts";

/** How long one exchange with a provider may take, ms: image models of today answer within two minutes. */
const EXCHANGE_MS = 180_000;

/** Where the sandbox answers in place of a provider, below its origin. */
const STAND_INS: Readonly<Record<string, string>> = { openai: "/openai/v1", gemini: "/gemini", flux: "/bfl" };

/** Opens lines to providers: to their own addresses, or to the sandbox's stand-ins where it runs. */
export function createProviderLines(standIn: string | undefined): ProviderLines {
  const addressOf = (provider: Provider) => (standIn ? `${standIn}${STAND_INS[provider.id] ?? `/${provider.id}`}` : provider.baseUrl);
  return {
    open: (provider, key, signal) => {
      const baseUrl = addressOf(provider);
      return {
        key: { reveal: () => key }, baseUrl, now: Date.now, signal: AbortSignal.any([signal, AbortSignal.timeout(EXCHANGE_MS)]),
        fetch: createProviderFetch({ baseUrl, resultHosts: provider.resultHosts, keyHosts: provider.keyHosts ?? [], trusted: standIn !== undefined }),
      };
    },
  };
}
