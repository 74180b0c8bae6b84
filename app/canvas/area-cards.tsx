import { NodeResizer, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { changeFrame, changeNote } from "./edits/areas.ts";
import type { FrameNode, NoteNode } from "./flow-model.ts";
import { useEditor } from "./store.ts";

/** A note: text for people, ignored when the skill runs. */
export const AreaNote = memo(function AreaNote({ data: { note }, selected }: NodeProps<NoteNode>) {
  const editor = useEditor();
  return (
    <div className={`cv-note cv-tint-${note.tint}`}>
      {editor.mayEdit ? <NodeResizer isVisible={selected} minWidth={120} minHeight={60} onResizeEnd={(_event, { x, y, width, height }) => editor.do("Resize a note", changeNote(editor.graph, note.id, { position: { x, y }, width, height }))} /> : null}
      <textarea
        className="nodrag nowheel" aria-label="Text of the note" value={note.text} maxLength={2000} placeholder="Write a note" readOnly={!editor.mayEdit} onBlur={() => editor.typed()}
        onChange={({ target }) => editor.type(`note ${note.id}`, "Write a note", { ...editor.get().history.present, graph: changeNote(editor.graph, note.id, { text: target.value }) })}
      />
    </div>
  );
});

/** A frame around steps, with a title. What lies in it moves with it. */
export const AreaFrame = memo(function AreaFrame({ data: { frame }, selected }: NodeProps<FrameNode>) {
  const editor = useEditor();
  return (
    <div className={`cv-frame cv-tint-${frame.tint}`}>
      {editor.mayEdit ? <NodeResizer isVisible={selected} minWidth={160} minHeight={100} onResizeEnd={(_event, { x, y, width, height }) => editor.do("Resize a frame", changeFrame(editor.graph, frame.id, { position: { x, y }, width, height }))} /> : null}
      <input
        className="nodrag" aria-label="Title of the frame" value={frame.title} maxLength={80} placeholder="Name this part" readOnly={!editor.mayEdit} onBlur={() => editor.typed()}
        onChange={({ target }) => editor.type(`frame ${frame.id}`, "Name a frame", { ...editor.get().history.present, graph: changeFrame(editor.graph, frame.id, { title: target.value }) })}
      />
    </div>
  );
});
