import { useCallback, useEffect, useRef, useState } from "react";
import type { ReviewImage } from "./review-model.ts";
import type { OutputDetail, ReviewServer } from "./review-server.ts";
import { useBase } from "./use-base.ts";
import { useEvents } from "./use-events.ts";

/** What stands beside an image that is looked at, and what can be done about it besides deciding. */
export interface OutputBeside {
  /** Null until it is there. */
  readonly detail: OutputDetail | null;
  readonly assignedTo: string | null;
  readonly busy: boolean;
  readonly error: string | null;
  readonly note: { readonly value: string; readonly onChange: (note: string) => void };
  redo(): void;
  assign(memberId: string | null): void;
  /** Whether it was written. */
  comment(text: string): Promise<boolean>;
}

/** Reads what stands beside an image whenever another one is looked at; while a redo is under way also whenever its run goes on. */
export function useOutputBeside(image: ReviewImage | undefined, server: ReviewServer, { onChanged, onSaid }: { readonly onChanged: (id: string, change: Partial<ReviewImage>) => void; readonly onSaid: (said: string) => void }): OutputBeside {
  const base = useBase();
  const [known, setKnown] = useState<{ readonly id: string; readonly detail: OutputDetail } | null>(null);
  const [assigned, setAssigned] = useState<{ readonly id: string; readonly to: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const asked = useRef(server);
  asked.current = server;
  const id = image?.id;
  const now = useRef(id);
  now.current = id;
  const read = useCallback(async (of: string) => {
    const answer = await asked.current.detail(of);
    if (now.current !== of) return;
    if (answer.ok) setKnown({ id: of, detail: answer.result });
    else setError(answer.say);
  }, []);
  useEffect(() => {
    setError(null);
    setNote("");
    if (id !== undefined) void read(id);
  }, [id, read]);
  const detail = known !== null && known.id === id ? known.detail : null;
  const open = detail?.redos.some(({ over }) => !over) ?? false;
  useEvents(open && image ? `${base}/runs/${image.runId}/events` : null, () => { if (id !== undefined) void read(id); });
  useEffect(() => { if (id !== undefined && detail) onChanged(id, { redoing: open, redos: detail.redos.length, comments: detail.comments.length }); }, [id, open, detail]); // eslint-disable-line react-hooks/exhaustive-deps

  const doing = async <T,>(work: Promise<{ readonly ok: true; readonly result: T } | { readonly ok: false; readonly say: string }>): Promise<T | null> => {
    setBusy(true);
    const answer = await work;
    setBusy(false);
    setError(answer.ok ? null : answer.say);
    return answer.ok ? answer.result : null;
  };
  return {
    detail, busy, error, assignedTo: assigned !== null && assigned.id === id ? assigned.to : image?.assignedTo ?? null,
    note: { value: note, onChange: setNote },
    redo: () => {
      if (id === undefined || !detail || busy || open) return;
      void doing(server.redo([{ id, seen: detail.redos.length }], note)).then((done) => {
        if (!done) return;
        const [refused] = done.refused;
        if (refused) setError(refused.why);
        else if (done.started.length === 0) setError("This redo was asked for already, in another window. It stands beside this image when it is made.");
        else { setNote(""); onSaid("The redo is under way"); }
        void read(id);
      });
    },
    assign: (memberId) => {
      if (id === undefined) return;
      void doing(server.assign([id], memberId)).then((done) => {
        if (!done) return;
        setAssigned({ id, to: memberId });
        onChanged(id, { assignedTo: memberId });
        onSaid("Assigned");
      });
    },
    comment: async (text) => {
      if (id === undefined) return false;
      const done = await doing(server.comment(id, text));
      if (done) {
        onSaid("Comment added");
        await read(id);
      }
      return done !== null;
    },
  };
}
