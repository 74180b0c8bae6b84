import { createHash } from "node:crypto";

export type ProviderName = "openai" | "gemini" | "bfl";

/** How a key of the sandbox begins. */
export const KEY_STARTS: Readonly<Record<ProviderName, string>> = { openai: "sk-sandbox-", gemini: "AIza-sandbox-", bfl: "bfl-sandbox-" };

/** Endings of a key that make it behave in a special way. */
export const KEY_TRAITS = {
  "-bad": "is refused, as a wrong key is",
  "-noquota": "has no credit left",
  "-unverified": "belongs to an organization that may not use image models (OpenAI)",
  "-slow": "takes some seconds more",
} as const;

/** A key that was accepted, and how it behaves. */
export interface SandboxKey {
  readonly provider: ProviderName;
  readonly last4: string;
  readonly hash: string;
  readonly noQuota: boolean;
  readonly unverified: boolean;
  readonly slow: boolean;
}

/** Reads a key; undefined for one that the provider does not know. */
export function readKey(provider: ProviderName, key: string): SandboxKey | undefined {
  const start = KEY_STARTS[provider];
  if (!key.startsWith(start) || key.length < start.length + 3 || !/^[\w-]+$/.test(key) || key.includes("-bad")) return undefined;
  const has = (trait: keyof typeof KEY_TRAITS) => key.includes(trait);
  return { provider, last4: key.slice(-4), hash: createHash("sha256").update(key).digest("hex").slice(0, 16), noQuota: has("-noquota"), unverified: has("-unverified"), slow: has("-slow") };
}

/** A key as an error may repeat it: its ends, the middle as stars. */
export function masked(key: string): string {
  return key.length <= 12 ? "*".repeat(key.length) : `${key.slice(0, 8)}${"*".repeat(Math.min(40, key.length - 12))}${key.slice(-4)}`;
}
