import { useEffect, useRef, useState } from "react";
import { announced, countsOf, meantFor, shownOf, step, type Decision, type ReviewImage, type Shown } from "./review-model.ts";
import { columnsNow } from "./review-grid.tsx";
import { FEWEST_ACROSS, MOST_ACROSS } from "./review-tools.tsx";
import { useDecisions } from "./use-decisions.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const DEFAULT_ACROSS = 5;
const MIDDLE = 50;
const SLIDE = 5;

/** The page's state: where the keyboard is, what is selected, what was decided; and all its keys. */
export function useReview({ images, counts, restoreMinutes, focusId, mayDecide, onFocus }: {
  readonly images: readonly ReviewImage[];
  readonly counts: { readonly awaiting: number; readonly approved: number; readonly rejected: number; readonly unpublished: number };
  readonly restoreMinutes: number;
  readonly focusId: string | null;
  readonly mayDecide: boolean;
  readonly onFocus: (id: string | null) => void;
}) {
  const [cursor, setCursor] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [across, setAcross] = useState(DEFAULT_ACROSS);
  const [position, setPosition] = useState(MIDDLE);
  const [swapped, setSwapped] = useState(false);
  const [said, setSaid] = useState("");
  const last = useRef<readonly string[]>([]);
  const { changes, missed, decide: send, forget } = useDecisions(images, restoreMinutes);
  const shown = shownOf(images, changes);
  const focused = focusId === null ? undefined : shown.find(({ id }) => id === focusId);
  const here = focused ? shown.indexOf(focused) : Math.min(cursor, shown.length - 1);

  // Another filter is another list: what was selected or decided there is not this list's.
  const first = images[0]?.id;
  useEffect(() => { setCursor(0); setSelected(new Set()); forget(); }, [first, images.length]); // eslint-disable-line react-hooks/exhaustive-deps

  const go = (index: number) => {
    const target = shown[index];
    if (!target) return;
    setCursor(index);
    if (focused) onFocus(target.id);
  };
  const decide = (decision: Decision) => {
    if (!mayDecide) return;
    const targets = focused ? [focused] : selected.size > 0 ? shown.filter(({ id }) => selected.has(id)) : shown.slice(here, here + 1);
    // Undo without a selection takes back the last decision, wherever the cursor went after it.
    const undone = decision === "undo" && selected.size === 0 && last.current.length > 0 ? shown.filter(({ id }) => last.current.includes(id)) : targets;
    const ids = meantFor(decision, decision === "undo" ? undone : targets);
    if (ids.length === 0) return;
    send(ids, decision);
    last.current = decision === "undo" || decision === "restore" ? [] : ids;
    const moves = decision === "approve" || decision === "reject";
    const next = moves && selected.size === 0 ? shown[here + 1] : undefined;
    setSaid(announced(decision, ids.length, next));
    setSelected(new Set());
    if (next) go(here + 1);
    // What was taken back is looked at again.
    if (decision === "undo" && ids.length === 1) go(shown.findIndex(({ id }) => id === ids[0]));
  };
  const select = (id: string) => setSelected((now) => {
    const next = new Set(now);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const arrow = (event: KeyboardEvent) => {
    const next = step(here, event.key, focused ? 1 : columnsNow(), shown.length);
    const [from, to] = [shown[here], shown[next]];
    if (event.shiftKey && !focused && from && to) setSelected((now) => new Set([...now, from.id, to.id]));
    go(next);
  };
  const candidate = (place: number) => {
    const others = focused ? shown.filter(({ runId, productId }) => runId === focused.runId && productId === focused.productId) : [];
    const target = others[place - 1];
    if (target) go(shown.indexOf(target));
  };
  useShortcuts({
    ArrowLeft: arrow, ArrowRight: arrow, ArrowUp: focused ? undefined : arrow, ArrowDown: focused ? undefined : arrow,
    "Shift+ArrowLeft": arrow, "Shift+ArrowRight": arrow, "Shift+ArrowUp": arrow, "Shift+ArrowDown": arrow,
    " ": focused ? undefined : () => { const image = shown[here]; if (image) select(image.id); },
    "Enter": focused ? undefined : () => { const image = shown[here]; if (image) onFocus(image.id); },
    "Escape": focused ? () => { setCursor(here); onFocus(null); } : selected.size > 0 ? () => setSelected(new Set()) : undefined,
    "a": () => decide("approve"), "x": () => decide("reject"), "z": () => decide("undo"),
    "b": () => { if (focused) setPosition(100); else setSwapped(true); },
    "[": () => setPosition((now) => Math.max(0, now - SLIDE)), "]": () => setPosition((now) => Math.min(100, now + SLIDE)),
    "+": () => setAcross((now) => Math.max(FEWEST_ACROSS, now - 1)), "-": () => setAcross((now) => Math.min(MOST_ACROSS, now + 1)),
    ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => candidate(index + 1)])),
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
    shown, focused, here, selected, select, clear: () => setSelected(new Set()), across, setAcross, position, setPosition, swapped, said, go, setCursor, decide,
    missed, counts: countsOf(counts, images, changes),
    missedSay: (image: Shown | undefined) => missed.find(({ id }) => id === image?.id)?.why ?? null,
  };
}
