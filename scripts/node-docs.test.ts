import fs from "node:fs";
import { expect, test } from "vitest";
import { NODES } from "../app/nodes/registry.ts";
import { NODE_DOCS, nodeDocs } from "./node-docs.ts";

test("the documentation of the nodes is what the nodes say; npm run docs writes it anew", () => {
  expect(fs.readFileSync(NODE_DOCS, "utf8"), "run: npm run docs").toBe(nodeDocs());
});

test("each node has its title, its settings with their limits, and an example", () => {
  const sections = nodeDocs().split("\n## ").slice(1);
  expect(sections).toHaveLength(NODES.length);
  for (const [index, { title, schema }] of NODES.entries()) {
    const section = sections[index] ?? "";
    expect(section.startsWith(`${title}\n`)).toBe(true);
    expect(section).toContain("Example: ");
    for (const name of Object.keys(schema.properties)) expect(section).toContain(`\`${name}\``);
  }
  expect(sections.find((section) => section.startsWith("Shadow"))).toContain("| Distance `distance` | 0 to 0.3 | `0.03` | Share of the product's longer side. Only where “Shadow” is `drop`. |");
});
