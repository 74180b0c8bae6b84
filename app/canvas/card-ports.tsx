import { Handle, Position, useStoreApi } from "@xyflow/react";
import type { CheckedNode, Port } from "#app/core/node.ts";
import { PORT_WORDS } from "#app/core/port-types.ts";
import { FEEDS, TAKES } from "./port-look.ts";
import { useEditor } from "./store.ts";

/** Distance of the ports of a card, in pixels. The first of every card is at the same height, so that a straight chain has straight wires. */
const PORT_STEP = 20;

interface CardPortsProps {
  readonly step: string;
  readonly spec: CheckedNode | undefined;
  /** Names of the inputs that a wire goes into. */
  readonly connected: readonly string[];
  /** Whether a wire can be drawn from them now. */
  readonly live: boolean;
}

/** The ports of a card, inputs at the left, outputs at the right. */
export function CardPorts({ step, spec, connected, live }: CardPortsProps) {
  const [inputs, outputs] = [Object.entries(spec?.inputs ?? {}), Object.entries(spec?.outputs ?? {})];
  return (
    <div className="cv-ports" style={{ height: Math.max(inputs.length, outputs.length) * PORT_STEP }}>
      {inputs.map(([name, port], row) => <PortRow key={`in ${name}`} {...{ step, name, port, row, live }} side="in" open={port.optional && !connected.includes(name)} />)}
      {outputs.map(([name, port], row) => <PortRow key={`out ${name}`} {...{ step, name, port, row, live }} side="out" open={false} />)}
    </div>
  );
}

interface PortRowProps {
  readonly step: string;
  readonly name: string;
  readonly port: Port;
  readonly row: number;
  readonly side: "in" | "out";
  readonly open: boolean;
  readonly live: boolean;
}

function PortRow({ step, name, port: { type, label, several }, row, side, open, live }: PortRowProps) {
  const fits = side === "in" ? { "data-takes": TAKES.get(type) } : { "data-feeds": FEEDS.get(type) };
  const look = { className: `cv-handle cv-t-${type}${open ? " cv-hollow" : ""}`, role: "img", "aria-label": `${side === "in" ? "Input" : "Output"} ${label}, ${PORT_WORDS[type].name}` };
  return (
    <div className={`cv-port cv-${side}`} style={{ top: row * PORT_STEP }} {...fits}>
      {live
        ? <Handle id={name} type={side === "in" ? "target" : "source"} position={side === "in" ? Position.Left : Position.Right} {...look} />
        : <DrawnHandle {...{ step, name, side, look }} />}
      <span className="cv-port-name">{label.toLowerCase()}{several ? ", several" : ""}{open ? <em> optional</em> : null}</span>
    </div>
  );
}

interface DrawnHandleProps extends Pick<PortRowProps, "step" | "name" | "side"> {
  readonly look: { readonly className: string; readonly role: string; readonly "aria-label": string };
}

/**
 * A port as React Flow's Handle draws it: it is measured and takes the end of a wire by its attributes alone.
 * What it cannot is begin one, which is why a card that is pointed at has Handles: each of them listens to
 * every move of the canvas, and three hundred steps have a thousand.
 */
function DrawnHandle({ step, name, side, look }: DrawnHandleProps) {
  const { rfId } = useStoreApi().getState();
  const { mayEdit } = useEditor();
  const [type, position] = side === "in" ? ["target", "left"] : ["source", "right"];
  return (
    <div
      data-handleid={name} data-nodeid={step} data-handlepos={position} data-id={`${rfId}-${step}-${name}-${type}`}
      {...look} className={`react-flow__handle react-flow__handle-${position} nodrag nopan ${type} ${mayEdit ? "connectable connectablestart connectableend connectionindicator" : ""} ${look.className}`}
    />
  );
}
