import type { Parts } from "../parts.ts";
import type { SandboxKey } from "./keys.ts";

const MINUTE = 60_000;

export interface Turn {
  readonly left: number;
  /** When the first request of the minute leaves it, in ms. */
  readonly resetMs: number;
  /** How long to wait; 0 means that it is this request's turn. */
  readonly waitMs: number;
}

/** Counts a paid request of a key within the last minute, or says how long to wait. */
export function takeTurn({ providers, settings }: Parts, key: SandboxKey): Turn {
  const now = Date.now();
  const recent = (providers.traffic.get(key.hash) ?? []).filter((at) => at > now - MINUTE);
  providers.traffic.set(key.hash, recent);
  const waitMs = recent.length < settings.requestsPerMinute ? 0 : Math.max(1, (recent[recent.length - settings.requestsPerMinute] ?? now) + MINUTE - now);
  if (waitMs === 0) recent.push(now);
  return { left: Math.max(0, settings.requestsPerMinute - recent.length), resetMs: (recent[0] ?? now) + MINUTE - now, waitMs };
}
