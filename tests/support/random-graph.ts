import fc from "fast-check";
import { connect } from "../../app/canvas/edits/connect.ts";
import { addStep } from "../../app/canvas/edits/steps.ts";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { NODES, nodeRegistry } from "../../app/nodes/registry.ts";
import { skillGraph } from "./skill-graph.ts";

const place = fc.record({ x: fc.integer({ min: -2_000, max: 2_000 }), y: fc.integer({ min: -2_000, max: 2_000 }) });

/** Graphs as they are drawn: any steps, and wires wherever they can be drawn. */
export function drawnGraph(most = 12): fc.Arbitrary<SkillGraph> {
  const steps = fc.array(fc.record({ type: fc.constantFrom(...NODES.map(({ type }) => type)), position: place }), { minLength: 1, maxLength: most });
  const wires = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: most * 3 });
  return fc.tuple(steps, wires).map(([added, drawn]) => {
    let graph = skillGraph([], []);
    for (const step of added) graph = addStep(graph, nodeRegistry, step)?.graph ?? graph;
    for (const [from, output, to, input] of drawn) graph = connect(graph, nodeRegistry, { from: endAt(graph, from, output, "outputs"), to: endAt(graph, to, input, "inputs") });
    return graph;
  });
}

/** Some port of some step, whatever the numbers. */
export function endAt({ nodes }: SkillGraph, step: number, port: number, side: "inputs" | "outputs"): { node: string; port: string } {
  const node = nodes[step % Math.max(1, nodes.length)];
  const ports = Object.keys((node && nodeRegistry.get(node.type)?.[side]) ?? {});
  return { node: node?.id ?? "", port: ports[port % Math.max(1, ports.length)] ?? "" };
}
