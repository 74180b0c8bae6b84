import { randomUUID } from "node:crypto";

/** What stands in every canary behind its provider's own start, so that one search finds them all, cut ones too. Another one in each drill. */
export const MARK = randomUUID().replaceAll("-", "").slice(0, 20);

const STARTS = { openai: "sk-sandbox-", gemini: "AIza-sandbox-", flux: "bfl-sandbox-" } as const;
export type CanaryProvider = keyof typeof STARTS;
export const CANARY_PROVIDERS = ["openai", "gemini", "flux"] as const satisfies readonly CanaryProvider[];

/** A key that its provider's stand-in takes (or refuses, if its name has `-bad`). The name says which one was found. */
export function canary(provider: CanaryProvider, name: string): string {
  return `${STARTS[provider]}${MARK}-${provider}-${name}`;
}
