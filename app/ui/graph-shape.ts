/** A node as its picture needs it. */
export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly category: "input" | "generate" | "edit" | "output";
  readonly x: number;
  readonly y: number;
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface GraphPort {
  readonly name: string;
  readonly label: string;
  readonly type: string;
}

export interface GraphEdge {
  readonly from: { readonly node: string; readonly port: string };
  readonly to: { readonly node: string; readonly port: string };
}

export interface Wire {
  readonly key: string;
  readonly path: string;
  /** Image wires are grey and solid, all others blue and dashed: shape and line differ, not colour alone. */
  readonly image: boolean;
}

/** Whether a port carries pictures, one or several. */
export function isImage(type: string | undefined): boolean {
  return type === "image" || type === "images" || type === "asset";
}

/** Measures of a node's card, in pixels at 100 %. */
export const NODE_WIDTH = 170;
const HEAD = 29;
const FACT = 21;
const PAD = 8;
/** A picture in a card, with its distance from what follows. */
export const PICTURE_HEIGHT = 104;
const PICTURE = PICTURE_HEIGHT + 8;
/** Ports start below the head and are this far apart. */
const PORT_PITCH = 24;
const FIRST_PORT = HEAD + 18;
const EDGE = 24;
/** The builder's cards are wider and further apart than those of the picture. */
const NARROWER = 206 / 276;
/** Between cards, one above the other. */
const GAP = 16;

/** How tall a node's card is. */
export function heightOf(node: GraphNode, pictured: boolean): number {
  const ports = Math.max(node.inputs.length, node.outputs.length);
  return Math.max(HEAD + PAD * 2 + (pictured ? PICTURE : 0) + node.facts.length * FACT, FIRST_PORT + Math.max(0, ports - 1) * PORT_PITCH + 18);
}

/** Where the n-th port of a card sits, from the card's top. */
export function portY(index: number): number {
  return FIRST_PORT + index * PORT_PITCH;
}

/** The picture: where each card lies, how the wires run, and how large all of it is. `pictured` names the cards that hold an image. */
export function drawGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[], pictured: ReadonlySet<string>): { readonly placed: readonly (GraphNode & { readonly left: number; readonly top: number; readonly height: number })[]; readonly wires: readonly Wire[]; readonly width: number; readonly height: number } {
  const minX = Math.min(...nodes.map(({ x }) => x), 0);
  const minY = Math.min(...nodes.map(({ y }) => y), 0);
  const placed = apart(nodes.map((node) => ({ ...node, left: (node.x - minX) * NARROWER + EDGE, top: node.y - minY + EDGE, height: heightOf(node, pictured.has(node.id)) })));
  const byId = new Map(placed.map((node) => [node.id, node]));
  const wires = edges.flatMap(({ from, to }) => {
    const a = byId.get(from.node);
    const b = byId.get(to.node);
    const out = a?.outputs.findIndex(({ name }) => name === from.port) ?? -1;
    const into = b?.inputs.findIndex(({ name }) => name === to.port) ?? -1;
    if (!a || !b || out < 0 || into < 0) return [];
    const [x1, y1, x2, y2] = [a.left + NODE_WIDTH, a.top + portY(out), b.left, b.top + portY(into)];
    const bend = Math.max(24, Math.abs(x2 - x1) / 2);
    return [{ key: `${from.node}.${from.port}-${to.node}.${to.port}`, path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, image: isImage(a.outputs[out]?.type) }];
  });
  return {
    placed, wires,
    width: Math.max(...placed.map(({ left }) => left + NODE_WIDTH + EDGE), 0), height: Math.max(...placed.map(({ top, height }) => top + height + EDGE), 0),
  };
}

/** Cards that would cover each other go below one another; the order of the nodes stays. */
function apart<T extends { readonly left: number; readonly top: number; readonly height: number }>(cards: readonly T[]): T[] {
  const done: T[] = [];
  const places = new Map<T, T>();
  for (const card of [...cards].sort((a, b) => a.top - b.top)) {
    let place = card;
    for (const other of done) {
      const beside = Math.abs(other.left - place.left) >= NODE_WIDTH;
      if (!beside && place.top < other.top + other.height + GAP && other.top < place.top + place.height) place = { ...place, top: other.top + other.height + GAP };
    }
    done.push(place);
    done.sort((a, b) => a.top - b.top);
    places.set(card, place);
  }
  return cards.map((card) => places.get(card) ?? card);
}
