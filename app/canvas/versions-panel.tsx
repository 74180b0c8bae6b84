import { useState } from "react";
import type { GraphChange } from "#app/core/skill/change.ts";
import { diffGraphs, renamed } from "#app/core/skill/diff.ts";
import { count } from "#app/ui/format.ts";
import { Button } from "#app/ui/kit.tsx";
import { Thumb } from "#app/ui/picture.tsx";
import { madeWords, type MadeByVersion, type VersionMade } from "#app/ui/versions-card.tsx";
import { When } from "#app/ui/when.tsx";
import { useEditor, useEditorState } from "./store.ts";
import type { Draft, VersionEntry } from "./types.ts";

/** Reads the graph of a version; null where it could not be read. */
export type ReadVersion = (id: string) => Promise<Draft | null>;

/** The history of a skill: what differs from the draft, and the way back. */
export function VersionsPanel({ versions, made, read }: { readonly made: MadeByVersion; readonly versions: readonly VersionEntry[]; readonly read: ReadVersion }) {
  const editor = useEditor();
  const [open, setOpen] = useState<{ readonly id: string; readonly draft: Draft } | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const show = async (id: string) => {
    const draft = await read(id);
    setFailed(draft ? null : id);
    setOpen(draft ? { id, draft } : null);
  };
  const restore = async (version: VersionEntry) => {
    const draft = open?.id === version.id ? open.draft : await read(version.id);
    if (!draft) return setFailed(version.id);
    editor.do(`Restore ${titleOf(version)}`, draft.graph, { selected: new Set(), said: `${titleOf(version)} is the draft now. Undo brings the other one back.` });
  };
  return (
    <div className="cv-panel-body">
      <header className="cv-panel-head"><h2>Versions</h2><p className="cv-quiet">A published version never changes. Restoring makes a new draft and keeps this one in the history.</p></header>
      {versions.length === 0 ? <p className="cv-quiet">Nothing is published yet. Publishing makes version 1.</p> : null}
      <ol className="cv-versions">
        {versions.map((version) => (
          <li key={version.id}>
            <div className="cv-version">
              <Thumb image={made[version.id]?.newest ?? null} size={48} />
              <div>
                <strong>{titleOf(version)}{version.label ? `, ${version.label}` : ""}</strong>
                <p className="cv-quiet"><When at={version.at} />{version.byYou ? ", by you" : ""}{version.number === null ? "" : `. ${version.runs === 0 ? "Not run yet" : count(version.runs, "run")}`}{version.note ? `. ${version.note}` : ""}</p>
                <Made made={made[version.id]} />
              </div>
            </div>
            <div className="cv-row">
              <Button onAction={() => (open?.id === version.id ? setOpen(null) : void show(version.id))}>{open?.id === version.id ? "Hide differences" : "Compare with the draft"}</Button>
              {editor.mayEdit ? <Button onAction={() => void restore(version)}>Restore</Button> : null}
            </div>
            {failed === version.id ? <p className="cv-problem">This version could not be read. Try again.</p> : null}
            {open?.id === version.id ? <Differences from={open.draft} /> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What the draft has that is different. A click goes to the step. */
function Differences({ from }: { readonly from: Draft }) {
  const editor = useEditor();
  const draft = useEditorState((state) => state.history.present);
  const changes = [...renamed(editor.skillId, from.name, draft.name), ...diffGraphs(from.graph, draft.graph, { nodes: editor.catalog, models: editor.models })];
  if (changes.length === 0) return <p className="cv-quiet">The draft is the same.</p>;
  return (
    <ul className="cv-changes">
      {changes.map((change) => (
        <li key={`${change.of} ${change.id}`} className={`cv-diff-${change.mark}`}>
          {change.of === "step" && change.mark !== "removed" ? <button type="button" className="cv-fix" onClick={() => { editor.select([change.id]); editor.view?.show(change.id); editor.set({ panel: "versions" }); }}>{change.name}</button> : <strong>{change.name}</strong>}
          <span>{valuesOf(change)}</span>
        </li>
      ))}
    </ul>
  );
}

function valuesOf({ mark, values }: GraphChange): string {
  if (mark === "added") return "+ added";
  if (mark === "removed") return "− removed";
  return values.map(({ title, from, to }) => `Δ ${title}: ${from} → ${to}`).join("; ");
}

function Made({ made }: { readonly made: VersionMade | undefined }) {
  return made ? <p className="cv-quiet">{madeWords(made)}</p> : null;
}

function titleOf({ number }: VersionEntry): string {
  return number === null ? "Draft that was kept" : `Version ${number}`;
}
