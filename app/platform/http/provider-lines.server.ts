import type { ProviderLines } from "#app/core/context.ts";
import type { Provider } from "#app/core/provider.ts";
import { openLine } from "./provider-line.server.ts";

/** How long one exchange with a provider may take, ms: image models of today answer within two minutes. */
const EXCHANGE_MS = 180_000;

/** Where the sandbox answers in place of a provider, below its origin; any other one under its id. */
const STAND_INS: Readonly<Record<string, string>> = { openai: "/openai/v1", gemini: "/gemini", flux: "/bfl" };

/** Opens lines to providers: to their own addresses, or to the sandbox's stand-ins where it runs (its origin is `standIn`). */
export function createProviderLines(standIn: string | undefined): ProviderLines {
  const addressOf = (provider: Provider) => (standIn ? `${standIn}${STAND_INS[provider.id] ?? `/${provider.id}`}` : provider.baseUrl);
  const trusted = standIn ? [new URL(standIn).origin] : [];
  return {
    open: (provider, key, signal) => openLine({ provider, key: { reveal: () => key }, baseUrl: addressOf(provider), trusted, timeoutMs: EXCHANGE_MS, signal }),
  };
}
