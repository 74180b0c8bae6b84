import { useState } from "react";
import { drawGraph, isImage, PICTURE_HEIGHT, portY, type GraphEdge, type GraphNode } from "./graph-shape.ts";
import type { IconName } from "./icon-names.ts";
import { Button, Icon } from "./kit.tsx";
import { Card } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";

const ICONS: Readonly<Record<string, IconName>> = {
  "product.read": "product", "asset.read": "folder", "upload.read": "upload", "text.input": "text", "choice.input": "list", "list.variations": "variations", "llm.write": "text", "llm.describe": "list", "text.alt": "text", "image.generate": "image", "image.edit": "edit", "image.remove-background": "image",
  "image.background": "background", "image.resize": "resize", "image.overlay": "overlay", "image.mask": "mask", "image.adjust": "adjust", "image.match-colour": "match-colour", "image.shadow": "shadow", "image.grid": "grid", "image.choose": "best", "flow.route": "branch", "human.approve": "hand", "check.channel": "checklist", "output.save": "output", "output.alt": "output",
};

/** The icon of a node's type. */
export function nodeIcon(type: string): IconName {
  return ICONS[type] ?? "image";
}

const COLOUR = /^#[0-9a-f]{6}$/i;

function FactValue({ value }: { readonly value: string }) {
  return COLOUR.test(value) ? <><i className="pc-colour" style={{ background: value }} />{value}</> : value;
}

interface GraphProps {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly selected: string | null;
  /** Nodes with a problem. */
  readonly marked: ReadonlySet<string>;
  /** What nodes took or made last, by node. */
  readonly pictures: ReadonlyMap<string, PictureSource>;
  readonly onSelect: (node: string) => void;
}

/** The graph of a skill, read only: a picture, or the same as an ordered list for phones and screen readers. */
export function GraphCard({ note, ...graph }: GraphProps & { readonly note: string }) {
  const [list, setList] = useState(false);
  return (
    <Card title="How it works" note={note} aside={<span className="pc-graph-toggle"><Button icon="list" onAction={() => setList(!list)}>{list ? "Picture view" : "List view"}</Button></span>} flush>
      <div className={list ? "pc-graph-list-only" : "pc-graph-both"}>
        {list ? null : <GraphPicture {...graph} />}
        <GraphList {...graph} />
      </div>
    </Card>
  );
}

function GraphPicture({ nodes, edges, selected, marked, pictures, onSelect }: GraphProps) {
  const { placed, wires, width, height } = drawGraph(nodes, edges, new Set(pictures.keys()));
  return (
    // A region that scrolls must be reachable by the keyboard; its cards are.
    <div className="pc-graph" role="group" aria-label="Steps of the skill">
      <div className="pc-graph-ground" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {wires.map(({ key, path, image }) => <path key={key} d={path} className={image ? "pc-wire" : "pc-wire pc-wire-square"} />)}
        </svg>
        {placed.map((node) => (
          <button
            key={node.id} type="button" className={`pc-node${marked.has(node.id) ? " pc-node-marked" : ""}`} aria-pressed={node.id === selected}
            style={{ left: node.left, top: node.top, height: node.height }} onClick={() => onSelect(node.id)}
          >
            <span className="pc-node-head"><Icon name={nodeIcon(node.type)} /><span>{node.title}</span>{marked.has(node.id) ? <Icon name="alert" /> : null}</span>
            <NodePicture image={pictures.get(node.id)} />
            <span className="pc-node-facts">
              {node.facts.map(({ label, value }) => <span key={label}><span>{label}</span><span><FactValue value={value} /></span></span>)}
            </span>
            {node.inputs.map((port, index) => <i key={port.name} className={isImage(port.type) ? "pc-port pc-port-in" : "pc-port pc-port-in pc-port-square"} style={{ top: portY(index) }} />)}
            {node.outputs.map((port, index) => <i key={port.name} className={isImage(port.type) ? "pc-port pc-port-out" : "pc-port pc-port-out pc-port-square"} style={{ top: portY(index) }} />)}
          </button>
        ))}
      </div>
      <p className="pc-graph-key" aria-hidden="true"><span><i className="pc-key-line" />image, round port</span><span><i className="pc-key-line pc-key-dashed" />text, choice or product, square port</span></p>
    </div>
  );
}

function NodePicture({ image }: { readonly image: PictureSource | undefined }) {
  return image ? <span className="pc-node-picture"><Picture image={image} alt="" size={152} ratio={`152 / ${PICTURE_HEIGHT}`} /></span> : null;
}

function GraphList({ nodes, edges, marked, onSelect }: Pick<GraphProps, "nodes" | "edges" | "marked" | "onSelect">) {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return (
    <ol className="pc-graph-list">
      {nodes.map((node, index) => {
        const takes = edges.filter(({ to }) => to.node === node.id).map(({ from }) => titles.get(from.node) ?? "");
        return (
          <li key={node.id}>
            <span className="pc-step">{index + 1}</span>
            <div className="pc-grow">
              <button type="button" className="pc-step-name" onClick={() => onSelect(node.id)}><Icon name={nodeIcon(node.type)} />{node.title}{marked.has(node.id) ? <Icon name="alert" /> : null}</button>
              <p className="pc-small">{node.description}{takes.length > 0 ? ` From ${[...new Set(takes)].join(" and ")}.` : ""}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
