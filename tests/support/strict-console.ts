import { afterEach, expect } from "vitest";

// An unexpected error on the console is a failed test: what nobody reads in a log is read here.
const seen: string[] = [];
const real = console.error;
console.error = (...parts: unknown[]) => {
  seen.push(parts.map(String).join(" "));
  real(...parts);
};

afterEach(() => {
  const errors = seen.splice(0);
  expect(errors, "console.error was called").toEqual([]);
});
