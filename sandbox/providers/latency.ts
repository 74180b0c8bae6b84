import { setTimeout as wait } from "node:timers/promises";
import type { Parts } from "../parts.ts";
import type { SandboxKey } from "./keys.ts";
import { isSlow } from "./magic.ts";

/** How long the real ones take, in ms. */
const USUAL = { "openai image": [2000, 6000], "gemini image": [2000, 5000], "bfl image": [2000, 6000], text: [500, 1500] } as const;

/** How long this request takes, in ms. */
export function latencyOf({ settings }: Parts, key: SandboxKey, kind: "image" | "text", prompt: string): number {
  const [min, max] = kind === "text" ? USUAL.text : USUAL[`${key.provider} image`];
  const set = settings.providerMs;
  const usual = typeof set === "number" ? set : between(set?.min ?? min, set?.max ?? max);
  return usual + (key.slow || isSlow(prompt) ? settings.slowMs : 0);
}

function between(min: number, max: number): number {
  return Math.round(min + Math.random() * Math.max(0, max - min));
}

/** Lets a request take its time while the answer is made. Ends early when the sandbox closes. */
export async function takingTime<T>(parts: Parts, ms: number, made: Promise<T>): Promise<T> {
  const [value] = await Promise.all([made, wait(ms, undefined, { signal: parts.closing }).catch(() => undefined)]);
  return value;
}
