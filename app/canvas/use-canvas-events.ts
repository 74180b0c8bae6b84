import { applyEdgeChanges, applyNodeChanges, useReactFlow, type Connection, type EdgeChange, type FinalConnectionState, type NodeChange, type ReactFlowProps } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { edgeId, type End, type Position, type SkillEdge } from "#app/core/skill/graph.ts";
import { connect, disconnect, inputFor, outputFor, portAt, refusal } from "./edits/connect.ts";
import { inFrame } from "./edits/areas.ts";
import { dropOnEdge, moveTo } from "./edits/steps.ts";
import { nodesOf, wiresOf, type CanvasNode, type WireEdge } from "./flow-model.ts";
import { useEditor, useEditorState, useGraph, type Editor } from "./store.ts";

type Events = Pick<ReactFlowProps<CanvasNode, WireEdge>, "onNodesChange" | "onEdgesChange" | "onConnect" | "onConnectStart" | "onConnectEnd" | "onReconnectStart" | "onReconnect" | "onReconnectEnd" | "isValidConnection" | "onNodeDragStart" | "onNodeDrag" | "onNodeDragStop" | "onSelectionDragStop" | "onPaneClick" | "onMove" | "onNodeDoubleClick">;

/** What React Flow tells, as actions of the editor. While something is dragged its place is React Flow's; it is an action when it is let go. */
export function useCanvasEvents(wrapper: RefObject<HTMLDivElement | null>): Events & { nodes: CanvasNode[]; edges: WireEdge[]; far: boolean } {
  const editor = useEditor();
  const graph = useGraph();
  const selected = useEditorState((state) => state.selected);
  const selectedEdges = useEditorState((state) => state.selectedEdges);
  const [nodes, setNodes] = useState<CanvasNode[]>(() => nodesOf(graph, editor.catalog, [], selected));
  const [edges, setEdges] = useState<WireEdge[]>(() => wiresOf(graph, editor.catalog, [], selectedEdges));
  useEffect(() => setNodes((before) => nodesOf(graph, editor.catalog, before, selected)), [graph, selected, editor]);
  useEffect(() => setEdges((before) => wiresOf(graph, editor.catalog, before, selectedEdges)), [graph, selectedEdges, editor]);

  const onNodesChange = useCallback((changes: NodeChange<CanvasNode>[]) => {
    for (const change of changes) if (change.type === "dimensions" && change.dimensions) editor.sizes.set(change.id, change.dimensions);
    const chosen = changes.flatMap((change) => (change.type === "select" ? [change] : []));
    if (chosen.length > 0) {
      const after = new Set(editor.get().selected);
      for (const { id, selected: on } of chosen) if (on) after.add(id); else after.delete(id);
      editor.select(after, after.size > 0 ? [] : editor.get().selectedEdges);
    }
    // What is chosen comes back from the editor; a place with its end is an action of its own.
    const drawn = changes.filter(({ type }) => type === "position" || type === "dimensions" || type === "replace");
    if (drawn.length > 0) setNodes((before) => applyNodeChanges(drawn, before));
  }, [editor]);
  const onEdgesChange = useCallback((changes: EdgeChange<WireEdge>[]) => {
    const chosen = changes.flatMap((change) => (change.type === "select" ? [change] : []));
    if (chosen.length > 0) {
      const after = new Set(editor.get().selectedEdges);
      for (const { id, selected: on } of chosen) if (on) after.add(id); else after.delete(id);
      editor.select(after.size > 0 && chosen.some(({ selected: on }) => on) ? [] : editor.get().selected, after);
      return;
    }
    setEdges((before) => applyEdgeChanges(changes.filter(({ type }) => type !== "remove"), before));
  }, [editor]);

  return { nodes, edges, onNodesChange, onEdgesChange, ...useWires(editor, wrapper), ...useDrags(editor, setNodes), ...useLevelOfDetail(wrapper), onPaneClick: useCallback(() => editor.set({ search: null, connecting: null }), [editor]) };
}

/** Drawing, moving and letting go of wires. */
function useWires(editor: Editor, wrapper: RefObject<HTMLDivElement | null>): Pick<Events, "onConnect" | "onConnectStart" | "onConnectEnd" | "onReconnectStart" | "onReconnect" | "onReconnectEnd" | "isValidConnection"> {
  /** Whether an end of a wire is being moved, and whether it has found a port. React Flow tells its end as that of a new wire too. */
  const moving = useRef<"no" | "yes" | "done">("no");
  const { screenToFlowPosition } = useReactFlow();
  const mark = useCallback((words: string | null) => {
    if (words === null) delete wrapper.current?.dataset["conn"];
    else if (wrapper.current) wrapper.current.dataset["conn"] = words;
  }, [wrapper]);
  return {
    onConnectStart: useCallback((_event, { nodeId, handleId, handleType }) => {
      const end = { node: nodeId ?? "", port: handleId ?? "" };
      const port = portAt(editor.graph, editor.catalog, end, handleType === "source" ? "outputs" : "inputs");
      if (port) mark(`${handleType === "source" ? "out" : "in"}-${port.type}`);
    }, [editor, mark]),
    onConnect: useCallback((connection: Connection) => draw(editor, edgeOf(connection)), [editor]),
    onConnectEnd: useCallback((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      mark(null);
      if (!editor.mayEdit || state.toHandle || !state.fromHandle || moving.current !== "no") return;
      const end = { node: state.fromHandle.nodeId, port: state.fromHandle.id ?? "" };
      const client = clientOf(event);
      const card = document.elementFromPoint(client.x, client.y)?.closest(".react-flow__node-step");
      const target = card?.getAttribute("data-id");
      if (target) return dropOnCard(editor, end, state.fromHandle.type === "source", target);
      editor.set({ search: { at: editor.view?.onCanvas(client) ?? client, place: screenToFlowPosition(client, { snapToGrid: true }), ...(state.fromHandle.type === "source" ? { from: end } : { to: end }) } });
    }, [editor, mark, screenToFlowPosition]),
    onReconnectStart: useCallback(() => { moving.current = "yes"; }, []),
    onReconnect: useCallback((old: WireEdge, connection: Connection) => {
      moving.current = "done";
      const without = disconnect(editor.graph, new Set([old.id]));
      editor.do("Move a wire", connect(without, editor.catalog, edgeOf(connection)));
    }, [editor]),
    onReconnectEnd: useCallback((_event, edge: WireEdge, _type, state) => {
      if (moving.current !== "done" && !state.toHandle) editor.do("Remove a wire", disconnect(editor.graph, new Set([edge.id])));
      moving.current = "no";
    }, [editor]),
    isValidConnection: useCallback((connection) => refusal(editor.graph, editor.catalog, edgeOf(connection)) === null, [editor]),
  };
}

/** A card takes a wire at its first free port that fits; else it says why not. */
function dropOnCard(editor: Editor, end: End, outgoing: boolean, target: string): void {
  const { graph, catalog } = editor;
  if (target === end.node) return;
  if (outgoing) {
    const to = inputFor(graph, catalog, end, target);
    if (to) draw(editor, { from: end, to });
    else editor.say("No port of this step takes it.");
    return;
  }
  const from = outputFor(graph, catalog, end, target);
  if (from) draw(editor, { from, to: end });
  else editor.say("This step gives nothing that fits.");
}

function draw(editor: Editor, edge: SkillEdge): void {
  const { graph, catalog } = editor;
  const why = refusal(graph, catalog, edge);
  if (why !== null) return editor.say(why);
  const replaced = portAt(graph, catalog, edge.to, "inputs")?.type !== "images" && graph.edges.some(({ to }) => to.node === edge.to.node && to.port === edge.to.port);
  editor.do("Connect", connect(graph, catalog, edge), { said: replaced ? "Connected; the wire that was there is gone. Undo brings it back." : "Connected" });
}

/** Places are React Flow's while something moves; a frame takes along what lies in it; a step let go on a wire is put into it. */
function useDrags(editor: Editor, setNodes: (change: (before: CanvasNode[]) => CanvasNode[]) => void): Pick<Events, "onNodeDragStart" | "onNodeDrag" | "onNodeDragStop" | "onSelectionDragStop"> {
  const carried = useRef<{ readonly from: Position; readonly places: ReadonlyMap<string, Position> } | null>(null);
  const done = useCallback((moved: readonly CanvasNode[], event?: MouseEvent | TouchEvent | React.MouseEvent) => {
    const places = new Map(moved.map(({ id, position }) => [id, position]));
    const start = carried.current;
    const [first] = moved;
    if (start && first) for (const [id, place] of start.places) if (!places.has(id)) places.set(id, { x: place.x + first.position.x - start.from.x, y: place.y + first.position.y - start.from.y });
    carried.current = null;
    const placed = moveTo(editor.graph, places);
    const [only] = moved.length === 1 ? moved : [];
    const wire = only && event ? wireUnder(event, only.id) : null;
    const edge = wire === null ? undefined : editor.graph.edges.find((one) => edgeId(one) === wire);
    const put = edge && only ? dropOnEdge(placed, editor.catalog, edge, only.id) : null;
    editor.do(put ? "Put a step into a wire" : moved.length > 1 ? `Move ${moved.length}` : "Move", put ?? placed);
  }, [editor]);
  // The same functions at each drawing: a new one would be told to every card, port and wire.
  return {
    onNodeDragStart: useCallback((_event: MouseEvent | TouchEvent | React.MouseEvent, node: CanvasNode, moved: CanvasNode[]) => {
      if (node.type !== "frame") return;
      const inside = inFrame(editor.graph, { ...node.position, width: node.data.frame.width, height: node.data.frame.height }, editor.sizes).filter((id) => !moved.some((one) => one.id === id));
      const all = [...editor.graph.nodes, ...editor.graph.notes];
      carried.current = { from: node.position, places: new Map(all.filter(({ id }) => inside.includes(id)).map(({ id, position }) => [id, position])) };
    }, [editor]),
    onNodeDrag: useCallback((_event: MouseEvent | TouchEvent | React.MouseEvent, node: CanvasNode) => {
      const start = carried.current;
      if (!start || start.places.size === 0) return;
      const [dx, dy] = [node.position.x - start.from.x, node.position.y - start.from.y];
      setNodes((before) => before.map((one) => {
        const place = start.places.get(one.id);
        return place ? { ...one, position: { x: place.x + dx, y: place.y + dy } } : one;
      }));
    }, [setNodes]),
    onNodeDragStop: useCallback((event: MouseEvent | TouchEvent | React.MouseEvent, _node: CanvasNode, moved: CanvasNode[]) => done(moved, event), [done]),
    onSelectionDragStop: useCallback((_event: React.MouseEvent, moved: CanvasNode[]) => done(moved), [done]),
  };
}

/** The wire under the pointer that is not one of the step itself. */
function wireUnder(event: MouseEvent | TouchEvent | React.MouseEvent, step: string): string | null {
  const { x, y } = clientOf(event);
  const edge = document.elementsFromPoint(x, y).map((element) => element.closest(".react-flow__edge")).find((found) => found !== null);
  const id = edge?.getAttribute("data-id") ?? null;
  return id !== null && !id.split(" ").some((end) => end.startsWith(`${step}.`)) ? id : null;
}

const FAR = 0.35;
const MIDDLE = 0.72;

/** What is shown at a zoom is for the style sheet: one attribute, and no card is drawn again. From far, where all is in sight, nothing is left out of the document: what comes and goes at the edge would cost more. */
function useLevelOfDetail(wrapper: RefObject<HTMLDivElement | null>): Pick<Events, "onMove"> & { readonly far: boolean } {
  const [far, setFar] = useState(false);
  return {
    far,
    onMove: useCallback((_event, { zoom }) => {
      const lod = zoom < FAR ? "far" : zoom < MIDDLE ? "middle" : "near";
      if (!wrapper.current || wrapper.current.dataset["lod"] === lod) return;
      wrapper.current.dataset["lod"] = lod;
      setFar(lod === "far");
    }, [wrapper]),
  };
}

function edgeOf({ source, sourceHandle, target, targetHandle }: { readonly source: string; readonly sourceHandle?: string | null; readonly target: string; readonly targetHandle?: string | null }): SkillEdge {
  return { from: { node: source, port: sourceHandle ?? "" }, to: { node: target, port: targetHandle ?? "" } };
}

function clientOf(event: MouseEvent | TouchEvent | React.MouseEvent): Position {
  const touch = "changedTouches" in event ? event.changedTouches[0] : undefined;
  if (touch) return { x: touch.clientX, y: touch.clientY };
  return "clientX" in event ? { x: event.clientX, y: event.clientY } : { x: 0, y: 0 };
}
