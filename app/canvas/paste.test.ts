import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../tests/support/skill-graph.ts";
import { NODES } from "../nodes/registry.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { pasteHere } from "./actions.ts";
import { copy } from "./edits/fragment.ts";
import { Editor } from "./store.ts";

const graph = skillGraph([skillNode("p", "product.read"), skillNode("r", "image.resize")], ["p.photo > r.image"]);
const whole = copy(graph, new Set(["p", "r"]));
const open = () => new Editor({ id: "s", name: "Skill", revision: 1, graph, savedAt: "", published: null, archived: false, versions: [], specs: NODES, models: modelCatalog.all() }, { shelf: { providers: [], folders: [], assets: [] }, mayEdit: true });

/** What is said about a text that is pasted, and how many steps there are then. */
function pasted(text: string): { readonly said: string; readonly steps: number } {
  const editor = open();
  pasteHere(editor, text, false);
  return { said: editor.get().said, steps: editor.graph.nodes.length };
}

test("steps of ours are pasted, a text of somebody else's changes nothing and says nothing", () => {
  expect(pasted(JSON.stringify(whole))).toEqual({ said: "2 pasted", steps: 4 });
  for (const text of ["", "hello", "{\"nodes\":[]}", "The word \"fragment\" in a sentence", "{".repeat(100_000)]) expect(pasted(text)).toEqual({ said: "", steps: 2 });
});

test("a fragment with ten thousand steps, or one that is longer than any skill, is refused in words", () => {
  const [first] = whole.nodes;
  const many = JSON.stringify({ ...whole, nodes: Array.from({ length: 10_000 }, (_, index) => ({ ...first, id: `p-${index}` })) });
  const long = JSON.stringify({ ...whole, more: "x".repeat(6_000_000) });
  for (const text of [many, long]) expect(pasted(text)).toEqual({ said: "This is more than a skill can hold: at most 300 steps and 1,000 wires. Nothing was pasted.", steps: 2 });
});

test("a fragment that is cut off or holds rubbish is refused in words", () => {
  const cut = JSON.stringify(whole).slice(0, -10);
  const rubbish = JSON.stringify({ ...whole, nodes: [{ id: "<script>", type: 7 }] });
  const bare = "{\"piccaso\":\"fragment\"}";
  for (const text of [cut, rubbish, bare]) expect(pasted(text)).toEqual({ said: "What was copied cannot be read as steps. Copy them again.", steps: 2 });
});
