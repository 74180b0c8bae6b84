import fc from "fast-check";
import { edgeId, FORMAT, SkillGraph, TINTS, type SkillNode } from "../../app/core/skill/graph.ts";
import { NODES } from "../../app/nodes/registry.ts";

const SETTINGS = [...new Set(NODES.flatMap(({ schema }) => Object.keys(schema.properties)))];
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const place = fc.record({ x: fc.integer({ min: -1_000_000, max: 1_000_000 }), y: fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value + 0) });

/** A random graph as it may be stored: real and unknown kinds of steps, whatever settings, and `texts` in every field that takes a text. */
export function anyGraph({ least = 0, texts = fc.string({ unit: "grapheme", maxLength: 40 }) }: { readonly least?: number; readonly texts?: fc.Arbitrary<string> } = {}): fc.Arbitrary<SkillGraph> {
  const text = (most: number) => texts.map((value) => value.slice(0, most).replace(/[\ud800-\udbff]$/, ""));
  const named = (most: number) => text(most).filter((value) => value.length > 0);
  const params = fc.dictionary(fc.oneof(fc.constantFrom(...SETTINGS), named(40).filter((name) => name !== "__proto__")), fc.oneof(text(2000), fc.jsonValue({ maxDepth: 2 }), fc.integer(), fc.boolean(), fc.constant(null)), { maxKeys: 5 });
  const source = fc.oneof(
    fc.record({ from: fc.constant("runner" as const), label: named(60), help: text(200) }), fc.record({ from: fc.constant("product" as const), field: named(120) }),
    fc.record({ from: fc.constant("step" as const), node: id, port: text(60), field: fc.option(text(60)) }),
  );
  const node: fc.Arbitrary<Omit<SkillNode, "params"> & { params: unknown }> = fc.record({
    id, type: fc.oneof(fc.constantFrom(...NODES.map(({ type }) => type)), text(60)), version: fc.integer({ min: 1, max: 3 }), name: fc.option(text(60)), params,
    bindings: fc.dictionary(fc.constantFrom(...SETTINGS), source, { maxKeys: 2 }), mode: fc.constantFrom("run" as const, "bypass" as const, "stop" as const), position: place,
  });
  const area = { id, position: place, width: fc.integer({ min: 40, max: 10_000 }), height: fc.integer({ min: 40, max: 10_000 }), tint: fc.constantFrom(...TINTS) };
  const end = fc.record({ node: fc.oneof(id, text(60)), port: fc.oneof(fc.constantFrom("image", "photo", "text"), text(60)) });
  return fc.record({
    format: fc.constant(FORMAT), nodes: fc.uniqueArray(node, { minLength: least, maxLength: 8, selector: (one) => one.id }), edges: fc.uniqueArray(fc.record({ from: end, to: end }), { maxLength: 8, selector: edgeId }),
    notes: fc.uniqueArray(fc.record({ ...area, text: text(2000) }), { maxLength: 2, selector: (one) => one.id }), frames: fc.uniqueArray(fc.record({ ...area, title: text(80) }), { maxLength: 2, selector: (one) => one.id }),
  }).map((graph) => SkillGraph.parse(JSON.parse(JSON.stringify(graph))));
}
