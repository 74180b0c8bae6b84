import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { AFTER, type Change, type Changes, type Decision, type Marked } from "./review-model.ts";
import type { Outcome } from "./use-act.ts";

/** Images of one request. */
const MOST = 500;

interface Batch {
  readonly ids: readonly string[];
  readonly decision: Decision;
}

type Answered = { readonly changed: readonly string[]; readonly missed: readonly { readonly id: string; readonly why: string }[] };

/** Images whose decision did not hold, with the reason. */
export type Missed = readonly { readonly id: string; readonly why: string }[];

/**
 * Decisions as they are made: shown at once, marked until the database has confirmed them, taken back
 * with the reason where it has not. Sent one batch after the other, in the order of the keys.
 */
export function useDecisions(restoreMinutes: number): {
  readonly changes: Changes; readonly missed: Missed; readonly decide: (images: readonly Marked[], decision: Decision) => void; readonly forget: () => void;
} {
  const fetcher = useFetcher<Outcome<Answered>>();
  const [changes, setChanges] = useState<Changes>(new Map());
  const [missed, setMissed] = useState<Missed>([]);
  const [queue, setQueue] = useState<readonly Batch[]>([]);
  const sent = useRef<Batch | null>(null);
  const settled = useRef<unknown>(undefined);

  useEffect(() => {
    if (fetcher.state !== "idle") return;
    const flying = sent.current;
    if (flying && fetcher.data && fetcher.data !== settled.current) {
      settled.current = fetcher.data;
      sent.current = null;
      const answer: Answered = fetcher.data.ok ? fetcher.data.result : { changed: [], missed: flying.ids.map((id) => ({ id, why: fetcher.data && !fetcher.data.ok ? fetcher.data.error.say : "" })) };
      setChanges((now) => settle(now, flying, answer));
      if (answer.missed.length > 0) setMissed((now) => [...now.filter(({ id }) => !answer.missed.some((one) => one.id === id)), ...answer.missed]);
    }
    if (sent.current) return;
    const [next, ...rest] = queue;
    if (!next) return;
    sent.current = next;
    setQueue(rest);
    fetcher.submit({ ids: [...next.ids], decision: next.decision }, { method: "post", encType: "application/json" });
  }, [fetcher, queue]);

  const decide = (images: readonly Marked[], decision: Decision) => {
    if (images.length === 0) return;
    const ids = images.map(({ id }) => id);
    const expiresAt = decision === "reject" ? new Date(Date.now() + restoreMinutes * 60_000).toISOString() : null;
    setMissed((now) => now.filter(({ id }) => !ids.includes(id)));
    setChanges((now) => {
      const next = new Map(now);
      for (const image of images) next.set(image.id, { state: AFTER[decision], expiresAt, saving: true, was: now.get(image.id)?.was ?? { state: image.state, expiresAt: image.expiresAt } });
      return next;
    });
    setQueue((now) => {
      const last = now.at(-1);
      const joins = last?.decision === decision && last.ids.length + ids.length <= MOST && !ids.some((id) => last.ids.includes(id));
      return joins ? [...now.slice(0, -1), { decision, ids: [...last.ids, ...ids] }] : [...now, ...batchesOf(ids, decision)];
    });
  };
  const forget = () => { setChanges(new Map()); setMissed([]); };
  return { changes, missed, decide, forget };
}

function batchesOf(ids: readonly string[], decision: Decision): Batch[] {
  return Array.from({ length: Math.ceil(ids.length / MOST) }, (_unused, at) => ({ decision, ids: ids.slice(at * MOST, (at + 1) * MOST) }));
}

/** Confirmed ones lose their mark; missed ones go back to what they were when the page was made. */
function settle(now: Changes, { decision }: Batch, { changed, missed }: Answered): Map<string, Change> {
  const next = new Map(now);
  for (const id of changed) {
    const change = next.get(id);
    // A later decision on the same image is still on its way.
    if (change?.state === AFTER[decision]) next.set(id, { ...change, saving: false });
  }
  for (const { id } of missed) {
    const change = next.get(id);
    if (change) next.set(id, { ...change, ...change.was, saving: false });
  }
  return next;
}
