import { useReactFlow } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import { useEditor } from "./store.ts";

const READABLE = 0.6;
/** The tool rail stands at the left, over the canvas. */
export const FIT = { padding: { top: "22px", bottom: "22px", left: "66px", right: "24px" }, maxZoom: 1, duration: 0 } as const;

/** Gives the editor what only the drawn canvas can do. */
export function useView(wrapper: RefObject<HTMLDivElement | null>): void {
  const editor = useEditor();
  const flow = useReactFlow();
  useEffect(() => {
    const box = () => wrapper.current?.getBoundingClientRect() ?? new DOMRect();
    editor.view = {
      onCanvas: ({ x, y }) => ({ x: x - box().left, y: y - box().top }),
      inGraph: (client) => flow.screenToFlowPosition(client, { snapToGrid: true }),
      room: () => ({ width: box().width, height: box().height }),
      middle: () => {
        const { left, top, width, height } = box();
        const place = flow.screenToFlowPosition({ x: left + width / 2 - 100, y: top + height / 2 - 60 }, { snapToGrid: true });
        const taken = (at: { x: number; y: number }) => editor.graph.nodes.some(({ position }) => Math.abs(position.x - at.x) < 24 && Math.abs(position.y - at.y) < 24);
        while (taken(place)) { place.x += 32; place.y += 32; }
        return place;
      },
      fit: (ids) => void flow.fitView({ ...FIT, ...(ids ? { nodes: ids.map((id) => ({ id })) } : {}) }),
      zoom: (to) => {
        if (to === "in") void flow.zoomIn();
        else if (to === "out") void flow.zoomOut();
        else void flow.zoomTo(1);
      },
      show: (id) => {
        const node = flow.getInternalNode(id);
        if (!node) return;
        const { x, y } = node.internals.positionAbsolute;
        const size = editor.sizes.get(id) ?? { width: 216, height: 150 };
        const { left, top, width, height } = box();
        const corner = flow.flowToScreenPosition({ x, y });
        const end = flow.flowToScreenPosition({ x: x + size.width, y: y + size.height });
        const zoom = flow.getZoom();
        const inSight = corner.x > left + 56 && corner.y > top && end.x < left + width && end.y < top + height;
        if (!inSight || zoom < READABLE) void flow.setCenter(x + size.width / 2, y + size.height / 2, { zoom: Math.max(zoom, READABLE) });
      },
      focus: () => wrapper.current?.querySelector<HTMLElement>(".cv-flow")?.focus(),
    };
    return () => { editor.view = null; };
  }, [editor, flow, wrapper]);
}
