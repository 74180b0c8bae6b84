import { useState } from "react";
import { callDollars, count } from "#app/ui/format.ts";
import { Button, Dialog, Link, TextField } from "#app/ui/kit.tsx";
import { FieldError } from "#app/ui/states.tsx";
import { TestButton } from "./test-head.tsx";
import { StateGlyph } from "./state-glyph.tsx";
import { useEditor, useEditorState } from "./store.ts";

/** Makes a version of the saved draft: gives its number, or why not. */
export type Publish = (note: string) => Promise<{ readonly number: number; readonly warnings: number } | { readonly error: string }>;

/** Where you are, whether it is saved, what is wrong, what a product costs, and the way out: publish. */
export function BuilderBar({ flush, publish }: { readonly flush: () => Promise<boolean>; readonly publish: Publish }) {
  const editor = useEditor();
  const name = useEditorState((state) => state.history.present.name);
  const { errors, warnings, expectedMicros, typicalMs } = useEditorState((state) => state.derived);
  const newest = useEditorState((state) => state.published);
  const asking = useEditorState((state) => state.publishing);
  const setAsking = (publishing: boolean) => editor.set({ publishing });
  const same = useEditorState(({ published, history: { present } }) => published !== null && published.draft.graph === present.graph && published.draft.name === present.name);
  return (
    <header className="cv-bar">
      <h1 className="pc-hidden">{`${name}, builder`}</h1>
      <nav aria-label="Where you are"><Link to="skills">Skills</Link><span aria-hidden="true">›</span><Link to={`skills/${editor.skillId}`}>{name}</Link></nav>
      <Saved />
      <span className="cv-grow" />
      <button type="button" className={`cv-pill${errors > 0 ? " cv-bad" : warnings > 0 ? " cv-warn" : ""}`} onClick={() => editor.set({ dock: editor.get().dock === "problems" ? null : "problems" })}>
        {errors > 0 ? <StateGlyph state="error" /> : warnings > 0 ? <StateGlyph state="warning" /> : <StateGlyph state="done" />}
        {errors + warnings === 0 ? "No problems" : [errors > 0 ? count(errors, "error") : "", warnings > 0 ? count(warnings, "warning") : ""].filter(Boolean).join(", ")}
      </button>
      <button type="button" className="cv-pill" aria-pressed={false} onClick={() => editor.set({ panel: editor.get().panel === "versions" ? "inspector" : "versions" })}>{newest ? `Version ${newest.number}` : "Not published"}</button>
      <button type="button" className="cv-price" onClick={() => { editor.select([]); editor.set({ panel: editor.get().panel === "skill" ? "inspector" : "skill" }); }}><strong>{expectedMicros === 0 ? "Free" : callDollars(expectedMicros)}</strong> a product{typicalMs > 0 ? ` · ${Math.max(1, Math.round(typicalMs / 1000))} s` : ""}<span className="pc-hidden">, where it goes</span></button>
      <TestButton />
      {editor.mayEdit ? (
        <>
          {errors > 0 ? <span className="cv-blocked" id="cv-blocked">{errors === 1 ? "1 error blocks publishing" : `${errors} errors block publishing`}</span> : same ? <span className="cv-blocked">Published</span> : null}
          {newest ? <Link to={`skills/${editor.skillId}/run`}>{`Run version ${newest.number}`}</Link> : null}
          <Button variant="primary" disabled={errors > 0 || same} onAction={() => setAsking(true)}>Publish…</Button>
        </>
      ) : null}
      <PublishDialog open={asking && errors === 0 && !same} next={(newest?.number ?? 0) + 1} onClose={() => setAsking(false)} flush={flush} publish={publish} onPublished={({ number, warnings }) => {
        editor.set({ published: { number, draft: editor.get().saved }, said: `Version ${number} published${warnings === 0 ? "" : warnings === 1 ? " with 1 warning" : ` with ${warnings} warnings`}` });
      }} />
    </header>
  );
}

function PublishDialog({ open, next, onClose, flush, publish, onPublished }: { readonly open: boolean; readonly next: number; readonly onClose: () => void; readonly flush: () => Promise<boolean>; readonly publish: Publish; readonly onPublished: (made: { readonly number: number; readonly warnings: number }) => void }) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setError(null);
    const answer = await flush() ? await publish(note) : { error: "The draft could not be saved, so there is nothing to publish yet." };
    setBusy(false);
    if ("error" in answer) return setError(answer.error);
    setNote("");
    onClose();
    onPublished(answer);
  };
  return (
    <Dialog open={open} title={`Publish version ${next}`} onClose={onClose} action={{ label: "Publish", busy, onAction: () => void go() }}>
      <p>A published version never changes. New runs use it; running ones keep theirs.</p>
      <TextField label="What changed" help="One line for your team. May stay empty." value={note} onChange={setNote} maxLength={200} />
      {error ? <FieldError>{error}</FieldError> : null}
    </Dialog>
  );
}

/** How saving stands, in words. */
function Saved() {
  const saving = useEditorState((state) => state.saving);
  const editor = useEditor();
  if (!editor.mayEdit) return <span className="cv-saved">Read only</span>;
  const words = { saved: "Draft saved", waiting: "Saving…", sending: "Saving…", failed: "Not saved", conflict: "Not saved" }[saving.state];
  return <span className={`cv-saved${saving.state === "failed" || saving.state === "conflict" ? " cv-bad" : ""}`} role="status">{words}{saving.state === "failed" ? `: ${saving.say}` : ""}</span>;
}
