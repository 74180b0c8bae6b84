import { checkRun } from "./check-run.ts";
import { checkShop } from "./check-shop.ts";
import type { Evidence } from "./evidence.ts";

/** Every contradiction between the app's figures and the sandbox's own state, one sentence each; empty when all is well. */
export function problemsOf(seen: Evidence): string[] {
  return [...new Set([...checkRun(seen), ...checkShop(seen)])];
}
