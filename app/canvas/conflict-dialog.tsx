import { useMemo, useState } from "react";
import type { GraphChange } from "#app/core/skill/change.ts";
import { diffGraphs, renamed } from "#app/core/skill/diff.ts";
import { useHost } from "#app/ui/host.tsx";
import { Button } from "#app/ui/kit.tsx";
import { FieldError } from "#app/ui/states.tsx";
import { When } from "#app/ui/when.tsx";
import { Over } from "./dialogs.tsx";
import { begin } from "./edits/history.ts";
import { useEditor, useEditorState } from "./store.ts";
import type { Draft, OtherDraft } from "./types.ts";

/** Two drafts of one skill: what differs, and three ways on, none of which loses one of them. */
export function ConflictDialog({ other, flush, keepCopy }: { readonly other: OtherDraft; readonly flush: (replaces?: number) => Promise<boolean>; readonly keepCopy: (draft: Draft) => Promise<string | null> }) {
  const editor = useEditor();
  const host = useHost();
  const mine = useEditorState((state) => state.history.present);
  const [error, setError] = useState<string | null>(null);
  const changes = useMemo(() => [...renamed(editor.skillId, other.name, mine.name), ...diffGraphs(other.graph, mine.graph, { nodes: editor.catalog, models: editor.models })], [editor, other, mine]);
  const takeTheirs = () => {
    const theirs = { name: other.name, graph: other.graph };
    editor.set({ history: { ...begin(theirs), past: [{ state: mine, label: "Take the other draft" }] }, saved: theirs, revision: other.revision, saving: { state: "saved" }, selected: new Set(), selectedEdges: new Set(), said: "The other draft is here. Undo brings yours back." });
  };
  const keepBoth = async () => {
    const id = await keepCopy({ name: `${mine.name}, my change`.slice(0, 80), graph: mine.graph });
    if (id === null) return setError("Your change could not be kept as a skill of its own. Try again.");
    takeTheirs();
    host.toast("Your change is a skill of its own now", { label: "Open it", onAction: () => host.navigate(`skills/${id}/edit`) });
  };
  return (
    <Over title={other.byAnother ? "Somebody else changed this draft" : "You changed this draft in another window"} onClose={() => undefined} wide>
      <p>Saved <When at={other.savedAt} within />. Both drafts are kept, whatever you choose.</p>
      <h3>What yours has that is different</h3>
      {changes.length === 0 ? <p className="cv-quiet">Nothing but where things stand on the canvas.</p> : <ul className="cv-changes">{changes.map((change) => <li key={`${change.of} ${change.id}`}>{changeWords(change)}</li>)}</ul>}
      {error ? <FieldError>{error}</FieldError> : null}
      <div className="cv-row cv-end">
        <Button onAction={takeTheirs}>Take the other one</Button>
        <Button onAction={() => void keepBoth()}>Keep mine as a copy</Button>
        <Button variant="primary" onAction={() => void flush(other.revision)}>Save mine, keep theirs in the versions</Button>
      </div>
    </Over>
  );
}

function changeWords({ name, mark, values }: GraphChange): string {
  if (mark === "added") return `${name}: only in yours`;
  if (mark === "removed") return `${name}: not in yours`;
  return `${name}: ${values.map(({ title, from, to }) => `${title} ${from} → ${to}`).join(", ")}`;
}
