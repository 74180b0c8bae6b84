import { useEffect, useRef, useState } from "react";
import { announced, countsOf, meantFor, shownOf, step, type Counts, type Decision, type Marked, type ReviewImage, type Shown } from "./review-model.ts";
import { FEWEST_ACROSS, MOST_ACROSS } from "./review-tools.tsx";
import type { ReviewServer } from "./review-server.ts";
import { useDecisions } from "./use-decisions.ts";
import { useOutputList, type OpenedList } from "./use-output-list.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useZoom } from "./use-zoom.ts";

const DEFAULT_ACROSS = 5;
const MIDDLE = 50;
const SLIDE = 5;

/** Keys that open something beside the image: what each does. */
export interface ReviewKeys {
  readonly onRedo: () => void;
  readonly onComment: () => void;
  readonly onAssign: () => void;
}

/** The page's state: where the keyboard is, what is selected, what was decided; and all its keys. */
export function useReview({ opened, counts, restoreMinutes, focusId, focusAt, mayDecide, server, onFocus }: {
  readonly opened: OpenedList;
  readonly counts: Counts;
  readonly restoreMinutes: number;
  /** The image that is shown large, and its place in the list where that was known when the page was made. */
  readonly focusId: string | null;
  readonly focusAt: number | null;
  readonly mayDecide: boolean;
  readonly server: ReviewServer;
  readonly onFocus: (id: string | null) => void;
}) {
  const [cursor, setCursor] = useState(focusAt ?? 0);
  const [selected, setSelected] = useState<ReadonlyMap<string, Marked>>(new Map());
  const [across, setAcross] = useState(DEFAULT_ACROSS);
  const [position, setPosition] = useState(MIDDLE);
  const [swapped, setSwapped] = useState(false);
  const [beside, setBeside] = useState(false);
  const [said, setSaid] = useState("");
  const zoom = useZoom();
  /** An image of the same product that is not in the list, as a redo that was made since. */
  const [aside, setAside] = useState<ReviewImage | null>(null);
  const columns = useRef(across);
  const last = useRef<readonly Marked[]>([]);
  const keys = useRef<ReviewKeys | null>(null);
  const { changes, missed, decide: send, forget } = useDecisions(restoreMinutes);
  const list = useOutputList(opened, { read: server.read, keep: () => [...changes].filter(([, change]) => change.state !== change.was.state).map(([id]) => id).slice(0, 200) });
  const shownAt = (index: number): Shown | null | undefined => {
    const image = list.at(index);
    return image && shownOf(image, changes);
  };
  const large = focusId !== null;
  const here = Math.max(0, Math.min(cursor, list.total - 1));
  const focused = !large ? undefined : aside?.id === focusId ? shownOf(aside, changes) : shownAt(here) ?? undefined;
  const { want } = list;
  useEffect(() => { if (large) want(here - 8, here + 8); }, [large, want, here]);

  // Another filter is another list: what was selected or decided there is not this list's.
  const list0 = useRef(opened);
  useEffect(() => {
    if (list0.current === opened) return;
    list0.current = opened;
    setCursor(focusAt ?? 0);
    setSelected(new Map());
    setAside(null);
    forget();
  }, [opened]); // eslint-disable-line react-hooks/exhaustive-deps

  const go = (index: number) => {
    if (index < 0 || index >= list.total) return;
    setCursor(index);
    setAside(null);
    const target = list.at(index);
    if (large && target) onFocus(target.id);
  };
  // A page that came later: the address follows what is shown.
  const hereId = large && !aside ? shownAt(here)?.id : undefined;
  useEffect(() => { if (hereId !== undefined && focusId !== null && hereId !== focusId && aside === null) onFocus(hereId); }, [hereId]); // eslint-disable-line react-hooks/exhaustive-deps

  const show = (image: ReviewImage) => {
    const index = list.find(image.id);
    if (index >= 0) return go(index);
    setAside(image);
    onFocus(image.id);
  };
  const targets = (): Marked[] => {
    const one = large ? focused : shownAt(here);
    return !large && selected.size > 0 ? [...selected.values()] : one ? [one] : [];
  };
  const decide = (decision: Decision) => {
    if (!mayDecide) return;
    const many = !large && selected.size > 0;
    // Undo without a selection takes back the last decision, wherever the cursor went after it.
    const wanted = decision === "undo" && !many && last.current.length > 0 ? last.current : targets();
    const images = meantFor(decision, wanted.map((image) => shownOf(image, changes)));
    if (images.length === 0) return;
    send(images, decision);
    last.current = decision === "undo" || decision === "restore" ? [] : images;
    const moves = (decision === "approve" || decision === "reject") && !many && aside === null;
    const next = moves ? shownAt(here + 1) ?? undefined : undefined;
    setSaid(announced(decision, images.length, next));
    setSelected(new Map());
    if (next) go(here + 1);
    // What was taken back is looked at again.
    const [only] = images;
    if (decision === "undo" && images.length === 1 && only && list.find(only.id) >= 0) go(list.find(only.id));
  };
  const select = (index: number) => {
    const image = list.at(index);
    if (!image) return;
    setSelected((now) => {
      const next = new Map(now);
      if (!next.delete(image.id)) next.set(image.id, image);
      return next;
    });
  };
  /** Everything between two places, both of them too. */
  const extend = (from: number, to: number) => {
    const between = Array.from({ length: Math.abs(to - from) + 1 }, (_unused, step) => list.at(Math.min(from, to) + step)).filter((image) => image !== null && image !== undefined);
    setSelected((now) => new Map([...now, ...between.map((image) => [image.id, image] as const)]));
  };
  const arrow = (event: KeyboardEvent) => {
    const next = step(here, event.key, large ? 1 : columns.current, list.total);
    if (event.shiftKey && !large) extend(here, next);
    go(next);
  };
  const selectAll = async () => {
    const answer = await server.all();
    if (!answer.ok) return setSaid(answer.say);
    setSelected(new Map(answer.result.map((mark) => [mark.id, mark])));
    setSaid(`${answer.result.length} selected`);
  };
  const pan = (event: KeyboardEvent) => { if (zoom.view.level > 0) zoom.pan({ ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key] ?? 0, { ArrowUp: -0.1, ArrowDown: 0.1 }[event.key] ?? 0); };
  useShortcuts({
    ArrowLeft: arrow, ArrowRight: arrow, ArrowUp: large ? pan : arrow, ArrowDown: large ? pan : arrow,
    "Shift+ArrowLeft": large ? pan : arrow, "Shift+ArrowRight": large ? pan : arrow, "Shift+ArrowUp": large ? pan : arrow, "Shift+ArrowDown": large ? pan : arrow,
    "mod+a": large ? undefined : () => void selectAll(),
    "Home": () => go(0), "End": () => go(list.total - 1),
    " ": large ? undefined : () => select(here),
    "Enter": large ? undefined : () => { const image = list.at(here); if (image) onFocus(image.id); },
    "Escape": large ? () => { setAside(null); setBeside(false); zoom.fit(); onFocus(null); } : selected.size > 0 ? () => setSelected(new Map()) : undefined,
    "a": () => decide("approve"), "x": () => decide("reject"), "z": () => decide("undo"),
    "e": () => keys.current?.onRedo(), "m": () => keys.current?.onAssign(), "c": large ? () => keys.current?.onComment() : undefined,
    "p": large ? zoom.next : undefined, "s": large ? () => setBeside((now) => !now) : undefined,
    "b": () => { if (large) setPosition(100); else setSwapped(true); },
    "[": () => setPosition((now) => Math.max(0, now - SLIDE)), "]": () => setPosition((now) => Math.min(100, now + SLIDE)),
    "+": () => setAcross((now) => Math.max(FEWEST_ACROSS, now - 1)), "-": () => setAcross((now) => Math.min(MOST_ACROSS, now + 1)),
  });
  useEffect(() => {
    // B is held: letting it go brings the image back.
    const up = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "b") return;
      setSwapped(false);
      setPosition((now) => (now === 100 ? MIDDLE : now));
    };
    addEventListener("keyup", up);
    return () => removeEventListener("keyup", up);
  }, []);
  return {
    list, shownAt, focused, aside: aside !== null, here, columns, selected, select, targets, selectAll, clear: () => setSelected(new Map()), across, setAcross, position, setPosition, swapped, beside, setBeside, zoom, said, say: setSaid, go, show, setCursor, decide,
    missed, counts: countsOf(counts, changes), shown: (image: ReviewImage) => shownOf(image, changes), keys,
    missedSay: (image: ReviewImage | undefined) => missed.find(({ id }) => id === image?.id)?.why ?? null,
  };
}
