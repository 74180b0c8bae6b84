import { useEffect, useRef, useState } from "react";
import { useBase } from "./use-base.ts";
import { useEvents, type Line } from "./use-events.ts";

/** The part of a run that this hook must know to merge what arrives. */
interface Watched {
  readonly id: string;
  readonly state: "running" | "paused" | "done" | "cancelled";
  readonly at: string;
  readonly items: readonly { readonly id: string; readonly state: string }[];
}

const ENDED = new Set(["done", "cancelled"]);

/**
 * The run as the stream tells it, on top of what the page was made with. The page's own items keep
 * their order and their filter; the stream only brings their newest state. Both come from the database.
 */
export function useRun<R extends Watched>(loaded: R, read: (data: string) => R | null): { readonly run: R; readonly line: Line } {
  const base = useBase();
  const [newest, setNewest] = useState<R | null>(null);
  // A loader that ran later than the last event knows better.
  const current = newest && newest.id === loaded.id && newest.at > loaded.at ? newest : null;
  // By the newest state and not by the page's own: a run that ended and was taken up again has a new stream.
  const line = useEvents(ENDED.has((current ?? loaded).state) ? null : `${base}/runs/${loaded.id}/events`, (data) => {
    const view = read(data);
    if (view && view.id === loaded.id) setNewest(view);
  });
  if (!current) return { run: loaded, line };
  const byId = new Map(current.items.map((item) => [item.id, item]));
  return { run: { ...current, items: loaded.items.map((item) => byId.get(item.id) ?? item) }, line };
}

/** Says something at most every `everyMs`, and at once when `done` turns true. */
export function useAnnounced(text: string, done: boolean, everyMs = 10_000): string {
  const [said, setSaid] = useState("");
  const last = useRef(0);
  useEffect(() => {
    const since = Date.now() - last.current;
    if (!done && since < everyMs) return;
    last.current = Date.now();
    setSaid(text);
  }, [text, done, everyMs]);
  return said;
}
