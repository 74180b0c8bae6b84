import { expect, test } from "vitest";
import type { Outcome } from "#app/core/provider.ts";
import { pollPause } from "./poll-pause.ts";

const NOW = 1_000_000;

test.each<[string, Outcome, number | null]>([
  ["a task that is not done", { state: "pending", ticket: {}, pollAfterMs: 500, costMicros: null }, 500],
  ["a rate limit", { state: "rate-limited", untilMs: NOW + 9_000 }, 9_000],
  ["a rate limit that is over already", { state: "rate-limited", untilMs: NOW - 1 }, 2_000],
  ["a provider that is overloaded", { state: "overloaded", why: "503" }, 2_000],
  ["an answer that never came", { state: "unknown", why: "" }, null],
  ["a refused key", { state: "bad-key" }, null],
])("after %s a ticket is asked for again when the provider wants it, or never", (_name, outcome, pause) => {
  expect(pollPause(outcome, NOW)).toBe(pause);
});
