import type { DragEvent } from "react";
import { AppError } from "#app/core/errors.ts";
import { MOST_FILE_BYTES, readSkillFile } from "#app/core/skill/exchange.ts";
import { useEditor } from "./store.ts";

/** A skill file that is dropped on the canvas becomes the draft, as one action: undo brings the former one back. */
export function useFileDrop(): { readonly onDragOver: (event: DragEvent) => void; readonly onDrop: (event: DragEvent) => void } {
  const editor = useEditor();
  const read = async (file: File) => {
    if (file.size > MOST_FILE_BYTES) return editor.say("This file is too large for a skill.");
    try {
      const { graph } = readSkillFile(new Uint8Array(await file.arrayBuffer()));
      editor.do(`Import ${file.name}`, graph, { selected: new Set(), selectedEdges: new Set(), said: `${file.name} is the draft now. Undo brings the former one back.` });
      editor.view?.fit();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      editor.say(error.say);
    }
  };
  return {
    onDragOver: (event) => { if (editor.mayEdit && event.dataTransfer.types.includes("Files")) event.preventDefault(); },
    onDrop: (event) => {
      const [file] = event.dataTransfer.files;
      if (!file || !editor.mayEdit) return;
      event.preventDefault();
      void read(file);
    },
  };
}
