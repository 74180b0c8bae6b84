import { useEffect, useRef } from "react";
import type { Draft, OtherDraft } from "./types.ts";
import type { Editor } from "./store.ts";

/** What saving answers: the new revision, a draft of somebody else's, or why it could not be saved. */
export type SaveAnswer = { readonly revision: number } | { readonly other: OtherDraft } | { readonly error: string };
/** Sends a draft. `replaces` names somebody else's revision that this one replaces. */
export type Save = (draft: Draft, revisions: { readonly revision: number; readonly replaces: number | null }) => Promise<SaveAnswer>;

/** Time after the last change, ms. */
const PAUSE_MS = 800;
/** After a failure, ms: it is tried again by itself. */
const AGAIN_MS = 5_000;

/** Saves by itself: one request at a time, always the newest draft, and again after a failure. A conflict waits for a person. */
export function useAutosave(editor: Editor, save: Save): { readonly flush: (replaces?: number) => Promise<boolean> } {
  const under = useRef<Promise<boolean> | null>(null);
  const sender = useRef(save);
  sender.current = save;
  const flush = useRef(async (replaces: number | null = null): Promise<boolean> => {
    while (under.current) await under.current;
    const state = editor.get();
    const draft = state.history.present;
    if (replaces === null && (draft === state.saved || state.saving.state === "conflict")) return draft === state.saved;
    const send = async () => {
      editor.set({ saving: { state: "sending" } });
      const answer = await sender.current(draft, { revision: state.revision, replaces }).catch((): SaveAnswer => ({ error: "The connection is gone. Your change is kept here and saved as soon as it is back." }));
      if ("revision" in answer) editor.set({ revision: answer.revision, saved: draft, saving: { state: editor.get().history.present === draft ? "saved" : "waiting" } });
      else editor.set({ saving: "other" in answer ? { state: "conflict", other: answer.other } : { state: "failed", say: answer.error } });
      return "revision" in answer;
    };
    under.current = send();
    const done = await under.current;
    under.current = null;
    return done;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = editor.get().history.present;
    const look = () => {
      const { history: { present }, saved, saving } = editor.get();
      if (present === saved || saving.state === "conflict" || saving.state === "sending") return;
      if (present === seen && saving.state !== "failed" && timer !== undefined) return;
      seen = present;
      clearTimeout(timer);
      timer = setTimeout(() => { timer = undefined; void flush.current(); }, saving.state === "failed" ? AGAIN_MS : PAUSE_MS);
      if (saving.state === "saved") editor.set({ saving: { state: "waiting" } });
    };
    const stop = editor.subscribe(look);
    return () => { stop(); clearTimeout(timer); };
  }, [editor]);
  return { flush: (replaces) => flush.current(replaces ?? null) };
}
