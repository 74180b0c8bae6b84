import { COMMANDS } from "./commands.ts";
import { keyWords } from "./dialogs.tsx";
import { RailGlyph, type RailTool } from "./rail-glyph.tsx";
import { useEditor, useEditorState } from "./store.ts";

const TOOLS: readonly (readonly RailTool[])[] = [["add", "find"], ["frame", "note", "tidy"], ["undo", "redo"], ["outline", "help"]];

/** What is done most, at the left over the canvas. */
export function ToolRail() {
  const editor = useEditor();
  const undo = useEditorState((state) => state.history.past.at(-1)?.label ?? null);
  const redo = useEditorState((state) => state.history.future[0]?.label ?? null);
  const off: Readonly<Record<string, boolean>> = { undo: undo === null, redo: redo === null };
  const more: Readonly<Record<string, string | null>> = { undo, redo };
  return (
    <div className="cv-rail" role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {TOOLS.map((group, index) => (
        <div key={index}>
          {group.map((id) => {
            const command = COMMANDS.find((one) => one.id === id);
            if (!command || (command.edits && !editor.mayEdit)) return null;
            const label = [command.label, more[id]?.toLowerCase()].filter(Boolean).join(" ");
            return <button key={id} type="button" disabled={off[id] ?? false} aria-label={label} title={`${label} (${command.keys.map(keyWords).join(" or ")})`} className={id === "add" ? "cv-strong" : ""} onClick={() => command.run(editor)}><RailGlyph tool={id} /></button>;
          })}
        </div>
      ))}
    </div>
  );
}
