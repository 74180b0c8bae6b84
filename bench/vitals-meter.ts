import { build } from "esbuild";
import type { BrowserContext, Frame, Page } from "playwright-core";
import type { Seen } from "./vitals-watch.ts";

/** What a visit felt like, by the rules of web vitals (web.dev/articles/vitals). */
export interface Vitals {
  /** Largest contentful paint, milliseconds from the document's own navigation. */
  readonly lcp: number;
  /** The worst session window of unexpected shifts. */
  readonly cls: number;
  /** The slowest interaction, milliseconds from the input to the frame after it. */
  readonly inp: number;
  /** JavaScript of ours as it came over the line. */
  readonly scriptKb: number;
  /** What was painted last, what moved, and what took longest. */
  readonly where: { readonly lcp: string; readonly cls: string; readonly inp: string };
}

/** Processors are this many times slower than the machine's own. */
export const SLOWER = 4;
/** The browser tells in steps of 8 ms, and of quick interactions nothing. */
const LEAST_MS = 8;

/** Watches every document of this browser from its first moment, on a slow processor. A frame shares the process of its page, and so its slowness. */
export async function watch(context: BrowserContext, page: Page): Promise<void> {
  const { outputFiles: [script] } = await build({ entryPoints: ["bench/vitals-watch.ts"], bundle: true, write: false, format: "iife" });
  await context.addInitScript({ content: script?.text ?? "" });
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}

/** Waits until nothing is left to do: what comes late belongs to the load as well. */
export async function settled(frame: Frame): Promise<void> {
  await frame.waitForLoadState("networkidle");
  await frame.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve), 250)); }));
}

/** What the frame has seen of itself until now. */
export async function vitalsOf(frame: Frame): Promise<Vitals> {
  const { seen, scriptBytes } = await frame.evaluate(() => ({
    seen: globalThis.seenVitals,
    scriptBytes: performance.getEntriesByType("resource").reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming && new URL(entry.name).origin === location.origin && entry.name.endsWith(".js") ? entry.encodedBodySize : 0), 0),
  }));
  if (!seen || seen.lcp.at === 0) throw new Error(`nothing was seen at ${frame.url()}`);
  const shift = worstWindow(seen.shifts);
  const slowest = Object.values(seen.interactions).reduce((worst, one) => (one.ms > worst.ms ? one : worst), { ms: LEAST_MS, name: "" });
  return { lcp: seen.lcp.at, cls: shift.value, inp: slowest.ms, scriptKb: scriptBytes / 1_000, where: { lcp: seen.lcp.where, cls: shift.where, inp: slowest.name } };
}

/** The session window with the most shift in it: gaps below a second, five seconds at most (web.dev/articles/evolving-cls). */
export function worstWindow(shifts: Seen["shifts"]): { readonly value: number; readonly where: string } {
  let [worst, first, last] = [{ value: 0, where: "" }, -Infinity, -Infinity];
  let current = worst;
  for (const { at, value, where } of shifts) {
    const inside = at - last < 1_000 && at - first < 5_000;
    current = inside ? { value: current.value + value, where: `${current.where} ${where}` } : { value, where };
    [first, last] = [inside ? first : at, at];
    if (current.value > worst.value) worst = current;
  }
  return worst;
}
