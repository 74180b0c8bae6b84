import fs from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { anyGraph } from "../../../tests/support/any-graph.ts";
import { skillNode } from "../../../tests/support/skill-graph.ts";
import { TEMPLATES } from "../../features/skills/templates/templates.ts";
import { nodeRegistry } from "../../nodes/registry.ts";
import { modelCatalog } from "../../providers/catalog.ts";
import { readSkillFile, writeSkillFile } from "./exchange.ts";
import { FORMAT, SkillGraph } from "./graph.ts";
import { skillProblems } from "./skill-problems.ts";

const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (value: unknown) => readSkillFile(bytes(typeof value === "string" ? value : JSON.stringify(value)));
const node = (change: object = {}) => ({ ...skillNode("scene", "image.generate"), ...change });
const file = (graph: object = {}, change: object = {}) => ({ piccaso: "skill", format: 1, name: "A skill", description: "", graph: { format: FORMAT, nodes: [], edges: [], notes: [], frames: [], ...graph }, ...change });
const refusal = (value: unknown) => {
  try {
    read(value);
  } catch (error) {
    return error;
  }
  return "taken";
};

test("a file is text with the same keys in the same order, whatever the order in the database", () => {
  const graph = SkillGraph.parse({ format: FORMAT, nodes: [node({ params: { seed: 7, prompt: "p", ratio: "1:1" } })], edges: [] });
  const turned = { ...graph, nodes: graph.nodes.map((one) => ({ ...one, params: { ratio: "1:1", prompt: "p", seed: 7 } })) };
  const text = writeSkillFile({ name: "A skill", description: "Does it.", graph });
  expect(writeSkillFile({ name: "A skill", description: "Does it.", graph: turned })).toBe(text);
  expect(text.startsWith('{\n  "piccaso": "skill",\n  "format": 1,\n  "name": "A skill",\n  "description": "Does it.",\n  "graph": {\n    "format": 2,\n    "nodes": [\n      {\n        "id": "scene",')).toBe(true);
  expect(Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))).toEqual(["piccaso", "format", "name", "description", "graph"]);
});

test("thousands of random graphs come back from their file as they were, with the naughty strings in every field, and what is wrong with them can be said", () => {
  expect(naughty.length).toBeGreaterThan(400);
  const texts = fc.oneof(fc.constantFrom(...naughty), fc.constantFrom("constructor", "toString", "hasOwnProperty"), fc.string({ unit: "grapheme", maxLength: 60 }));
  const about = texts.map((text) => text.trim().slice(0, 80).replace(/[\ud800-\udbff]$/, "").trim()).filter((text) => text.length > 0);
  fc.assert(fc.property(anyGraph({ texts }), about, about, (graph, name, description) => {
    const skill = readSkillFile(bytes(writeSkillFile({ name, description, graph })));
    expect(skill).toEqual({ name, description, graph });
    for (const { what, fix } of skillProblems(skill.graph, { nodes: nodeRegistry, models: modelCatalog })) expect(what.length * fix.length).toBeGreaterThan(0);
  }), { numRuns: 4000 });
}, 120_000);

test("each naughty string is a name, a note, a setting and a label like any other", () => {
  for (const text of naughty.filter((one) => one.trim() !== "" && one.length <= 60)) {
    const graph = SkillGraph.parse({
      format: FORMAT, edges: [], nodes: [node({ name: text, params: { prompt: text, [text]: text }, bindings: { ratio: { from: "runner", label: text, help: text } } })],
      notes: [{ id: "n", position: { x: 0, y: 0 }, width: 80, height: 80, tint: "grey", text }], frames: [{ id: "f", position: { x: 0, y: 0 }, width: 80, height: 80, tint: "grey", title: text }],
    });
    const skill = { name: text.trim(), description: text.trim(), graph };
    expect(readSkillFile(bytes(writeSkillFile(skill)))).toEqual(skill);
  }
});

test.each(TEMPLATES)("the template “$name” comes back from its file", ({ name, description, graph }) => {
  expect(readSkillFile(bytes(writeSkillFile({ name, description, graph })))).toEqual({ name, description, graph });
});

test("what is no skill's file is refused with the reason", () => {
  for (const text of ["", "GIF89a", "{", "\u{feff}", "[".repeat(200_000)]) expect(refusal(text), text.slice(0, 9)).toMatchObject({ code: "invalid_input", field: "file", say: expect.stringContaining("not JSON") });
  expect(readSkillFile.bind(null, new Uint8Array([0xff, 0xfe, 0x00]))).toThrow(/no JSON/);
  for (const value of ["null", "7", "[]", "{}", { piccaso: "asset", format: 1 }, { format: 1 }]) expect(refusal(value)).toMatchObject({ say: expect.stringContaining("not a skill of Piccaso") });
});

test("a file of a newer Piccaso says so, whether the file or its graph is newer", () => {
  for (const value of [file({}, { format: 2 }), file({}, { format: 2, graph: "another form altogether" }), file({ format: FORMAT + 1, nodes: { another: "form" } }), file({ format: FORMAT + 1 })]) {
    expect(refusal(value)).toMatchObject({ code: "invalid_input", say: expect.stringContaining("made with a newer Piccaso") });
  }
});

test("a file of the former format is read as the newest", () => {
  expect(read(file({ format: 1, nodes: [{ id: "p", type: "product.read", version: 1, name: null, params: {}, position: { x: 0, y: 0 } }], notes: undefined, frames: undefined })).graph).toMatchObject({ format: FORMAT, nodes: [{ bindings: {}, mode: "run" }] });
});

test("ten thousand steps, too many connections and a huge file are refused at once", () => {
  const many = bytes(JSON.stringify(file({ nodes: Array.from({ length: 10_000 }, (_unused, n) => node({ id: `n${n}` })) })));
  const started = performance.now();
  expect(() => readSkillFile(many)).toThrow(expect.objectContaining({ code: "too_large", say: "This skill has 10,000 steps, and 300 is the most." }));
  // Reading the JSON is nearly all of it; a machine that is busy gets room.
  expect(performance.now() - started).toBeLessThan(250);
  expect(refusal(file({ edges: Array.from({ length: 1_001 }, () => null) }))).toMatchObject({ say: "This skill has 1,001 connections, and 1,000 is the most." });
  expect(() => readSkillFile(new Uint8Array(5_000_001))).toThrow(expect.objectContaining({ code: "too_large", say: "This file is larger than 5 MB, the most that a skill may have." }));
});

test.each([
  ["Step 2 (“Scene 1”) cannot be read: “id” must begin with a small letter", { nodes: [node(), node({ id: "Scene 1" })] }],
  ["Step 1 cannot be read: “id” is missing", { nodes: [node({ id: undefined })] }],
  ["Step 1 (“scene”) cannot be read: “position.x” is missing", { nodes: [node({ position: {} })] }],
  ["Step 1 (“scene”) cannot be read: “version” is not", { nodes: [node({ version: 1.5 })] }],
  ["Step 1 (“scene”) cannot be read: “mode” is none of run, bypass, stop", { nodes: [node({ mode: "fly" })] }],
  ["Step 1 (“scene”) cannot be read: “name” is too long, at most 60", { nodes: [node({ name: "x".repeat(61) })] }],
  ["Step 1 (“scene”) cannot be read: “bindings.ratio.label” is empty", { nodes: [node({ bindings: { ratio: { from: "runner", label: "" } } })] }],
  ["Step 1 (“scene”) cannot be read: “bindings.ratio.from” is not what it should be", { nodes: [node({ bindings: { ratio: { from: "moon" } } })] }],
  ["Step 1 cannot be read: it is not of the kind object", { nodes: [null] }],
  ["Connection 1 cannot be read: “to” is missing", { edges: [{ from: { node: "a", port: "b" } }] }],
  ["Note 1 (“n”) cannot be read: “width” is too small, at least 40", { notes: [{ id: "n", position: { x: 0, y: 0 }, width: 1, height: 80, tint: "grey", text: "" }] }],
  ["This skill cannot be read: “graph.nodes” is missing", { nodes: undefined }],
  ["Two steps have the id “scene”. Give one of them another id", { nodes: [node(), node()] }],
  ["holds the name “__proto__”", { nodes: [node({ params: JSON.parse('{"__proto__":{"polluted":true}}') })] }],
  ["holds a character that cannot be stored", { nodes: [node({ name: "a\u0000b" })] }],
  ["holds a character that cannot be stored", { nodes: [node({ name: "a\ud800b" })] }],
  ["lie too deep in each other", { nodes: [node({ params: { deep: JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`) } })] }],
])("a malformed file says which part, what, and how to mend it: %s", (said, graph) => {
  expect(refusal(raw(graph))).toMatchObject({ code: "invalid_input", field: "file", say: expect.stringContaining(said) });
  expect(refusal(raw(graph))).toMatchObject({ say: expect.stringMatching(/^[A-Z].+\. (Mend the file, or export the skill again|Give one of them another id in the file)\.$/) });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

/** JSON of a file whose deep values JSON.stringify itself could not write. */
function raw(graph: object): string {
  try {
    return JSON.stringify(file(graph));
  } catch {
    return JSON.stringify(file({ nodes: [node({ params: { deep: "DEEP" } })] })).replace('"DEEP"', `${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  }
}

test("a step of an unknown kind and one of a newer version are kept and explained", () => {
  const { graph } = read(file({ nodes: [node({ id: "wand", type: "magic.wand", params: { power: 9 } }), node({ version: 40 })] }));
  expect(graph.nodes[0]).toMatchObject({ type: "magic.wand", params: { power: 9 } });
  const problems = skillProblems(graph, { nodes: nodeRegistry, models: modelCatalog });
  expect(problems).toEqual(expect.arrayContaining([expect.objectContaining({ code: "unknown_node", node: "wand" }), expect.objectContaining({ code: "newer_node", node: "scene" })]));
});

test("what a file holds besides a skill is left behind, keys above all", () => {
  const { graph, ...rest } = read(file({ nodes: [node({ apiKey: "sk-secret" })], keys: ["sk-secret"] }, { apiKey: "sk-secret", workspaceId: "w" }));
  expect(JSON.stringify({ graph, rest })).not.toContain("sk-secret");
  expect(Object.keys(rest)).toEqual(["name", "description"]);
});
