import type { SkillGraph, SkillNode } from "#app/core/skill/graph.ts";

export type Direction = "left" | "right" | "up" | "down";

/** The step that an arrow key leads to: along a wire to the left and right, else the nearest one that way. */
export function stepTowards({ nodes, edges }: SkillGraph, from: string, direction: Direction): string | null {
  const at = nodes.find(({ id }) => id === from);
  if (!at) return nodes[0]?.id ?? null;
  const wired = direction === "right" ? edges.filter((edge) => edge.from.node === from).map(({ to }) => to.node) : direction === "left" ? edges.filter(({ to }) => to.node === from).map((edge) => edge.from.node) : [];
  const along = nearest(at, nodes.filter(({ id }) => wired.includes(id)));
  if (along) return along.id;
  return nearest(at, nodes.filter((node) => node !== at && lies(at, node, direction)))?.id ?? null;
}

/** Every step before or behind one. */
export function allSteps({ edges }: SkillGraph, from: string, direction: "left" | "right"): string[] {
  const found = new Set([from]);
  const open = [from];
  for (const id of open) {
    for (const edge of edges) {
      const [here, next] = direction === "right" ? [edge.from.node, edge.to.node] : [edge.to.node, edge.from.node];
      if (here === id && !found.has(next)) { found.add(next); open.push(next); }
    }
  }
  return [...found];
}

/** The steps in the order of reading: what needs nothing first, then from left to right and top to bottom. */
export function inReadingOrder({ nodes, edges }: SkillGraph): SkillNode[] {
  const depth = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  for (let round = 0, changed = true; changed && round < nodes.length; round += 1) {
    changed = false;
    for (const { from, to } of edges) {
      const after = (depth.get(from.node) ?? 0) + 1;
      if (after > (depth.get(to.node) ?? 0) && after < nodes.length) { depth.set(to.node, after); changed = true; }
    }
  }
  return [...nodes].sort((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0) || a.position.y - b.position.y || a.position.x - b.position.x);
}

function lies(from: SkillNode, to: SkillNode, direction: Direction): boolean {
  const [dx, dy] = [to.position.x - from.position.x, to.position.y - from.position.y];
  switch (direction) {
    case "left": return dx < 0 && Math.abs(dx) >= Math.abs(dy) / 2;
    case "right": return dx > 0 && Math.abs(dx) >= Math.abs(dy) / 2;
    case "up": return dy < 0 && Math.abs(dy) >= Math.abs(dx) / 2;
    case "down": return dy > 0 && Math.abs(dy) >= Math.abs(dx) / 2;
  }
}

function nearest(from: SkillNode, among: readonly SkillNode[]): SkillNode | null {
  const far = (to: SkillNode) => Math.hypot(to.position.x - from.position.x, to.position.y - from.position.y);
  return among.reduce<SkillNode | null>((best, one) => (best === null || far(one) < far(best) ? one : best), null);
}
