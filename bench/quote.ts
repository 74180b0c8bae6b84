import { scene } from "../app/features/skills/templates/template.ts";
import { quoteOf } from "../app/core/skill/quote.ts";
import { nodeRegistry } from "../app/nodes/registry.ts";
import { modelCatalog } from "../app/providers/catalog.ts";
import { median, spread } from "./numbers.ts";
import { against, type Report } from "./report.ts";

const FEW = 100;
const MANY = 100_000;
const TIMES = 2_000;
const ROUNDS = 7;
/** It counts, it does not enumerate: a thousand times the items may not take longer. */
const MOST = 1.1;

/** The quote of a run of 100,000 items beside that of one of 100, in turns. One round goes first to warm both. */
export function measureQuote(): Report {
  const graph = scene("bench", "@product.title on a table", "1:1");
  const times: Record<number, number[]> = { [FEW]: [], [MANY]: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const items of [FEW, MANY]) {
      const began = performance.now();
      for (let time = 0; time < TIMES; time += 1) quoteOf(graph, nodeRegistry, modelCatalog, items);
      if (round > 0) times[items]?.push((performance.now() - began) / TIMES);
    }
  }
  const [few, many] = [times[FEW] ?? [], times[MANY] ?? []];
  const line = against({ what: `quote of ${MANY.toLocaleString("en")} items`, value: median(many), unit: "ms" }, { what: `ms, of ${FEW} items`, value: median(few) });
  return { name: `Quote, median of ${ROUNDS} rounds`, lines: [{ ...line, aim: { text: `at most ${MOST}`, met: (line.ratio ?? MOST + 1) <= MOST } }], notes: [`Between the rounds: ${Math.round(spread(many) * 100)} %.`] };
}
