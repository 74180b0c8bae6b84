import type { Line, Report } from "./report.ts";
import type { Calls, Story } from "./story.ts";

/** Shopify calls and query cost (points) of each published product, by operation; what showing the plan costs stands apart. */
export function measurePublish({ products, planned, published }: Story): Report {
  const each = (calls: Calls, of: "count" | "cost") => Object.values(calls).reduce((sum, call) => sum + call[of], 0) / products;
  const lines: Line[] = [
    { what: "Shopify calls a product, publishing", value: each(published, "count"), unit: "calls" },
    { what: "query cost a product, publishing", value: each(published, "cost"), unit: "points" },
    ...Object.entries(published).map(([name, { count, cost }]) => ({ what: `  ${name}`, value: count / products, unit: "calls", note: `${(cost / products).toFixed(1)} points` })),
    { what: "Shopify calls a product, showing the plan", value: each(planned, "count"), unit: "calls" },
    { what: "query cost a product, showing the plan", value: each(planned, "cost"), unit: "points" },
  ];
  return { name: `Publish: ${products} products, one image each, to the first place, variants linked`, lines, notes: ["Uploads of bytes go to Shopify's storage and cost no points; they are not counted."] };
}
