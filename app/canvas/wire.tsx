import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { Icon } from "#app/ui/kit.tsx";
import type { WireEdge } from "./flow-model.ts";
import { useEditor } from "./store.ts";

/** A wire, in the colour of what it carries; dashed into an input that may stay open. One that is chosen has a button to put a step into it. */
export const Wire = memo(function Wire({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data }: EdgeProps<WireEdge>) {
  const editor = useEditor();
  const [path, x, y] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return (
    <>
      <BaseEdge path={path} className={`cv-wire cv-t-${data?.type ?? "json"}${data?.optional ? " cv-optional" : ""}${selected ? " cv-chosen" : ""}`} interactionWidth={18} />
      {selected && data && editor.mayEdit ? (
        <EdgeLabelRenderer>
          <button
            type="button" className="cv-insert nodrag nopan" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }} aria-label="Insert a step into this wire"
            onClick={({ clientX, clientY }) => editor.set({ search: { at: editor.view?.onCanvas({ x: clientX, y: clientY }) ?? { x: 0, y: 0 }, place: { x: x - 102, y: y - 74 }, edge: data.edge } })}
          ><Icon name="plus" /></button>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
