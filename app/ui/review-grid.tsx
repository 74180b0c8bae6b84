import { useEffect, useRef, type MutableRefObject, type RefObject } from "react";
import { ReviewCard } from "./review-card.tsx";
import type { Shown } from "./review-model.ts";
import type { OutputList } from "./use-output-list.ts";
import { useVisibleRows } from "./use-visible-rows.ts";

/** A list of any length as a grid: only what is in sight is in the document. One place is where the keyboard is. */
export function ReviewGrid({ list, shownAt, across, cursor, columns: columnsNow, selected, swapped, labelOf, onCursor, onOpen, onSelect }: {
  readonly list: OutputList;
  readonly shownAt: (index: number) => Shown | null | undefined;
  readonly across: number;
  readonly cursor: number;
  /** Is told how many stand beside each other. */
  readonly columns: MutableRefObject<number>;
  readonly selected: { has(id: string): boolean };
  readonly swapped: boolean;
  /** Who is asked to decide, in words. */
  readonly labelOf: (memberId: string) => string;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSelect: (index: number) => void;
}) {
  const grid = useRef<HTMLUListElement>(null);
  const { columns, rowHeight, first, last } = useVisibleRows(grid, { total: list.total, across });
  const [from, to] = [first * columns, Math.min(list.total, (last + 1) * columns)];
  const rows = Math.ceil(list.total / columns);
  const { want } = list;
  useEffect(() => { want(from, to - 1); }, [want, from, to]);
  useEffect(() => { columnsNow.current = columns; }, [columnsNow, columns]);
  useKept(grid, { cursor, columns, rowHeight, from, to });
  return (
    <ul
      className="pc-reviews" ref={grid} aria-label={`Images, ${list.total}`} data-grid
      style={{ "--pc-across": across, ...(rowHeight === null ? {} : { "--pc-row": `${rowHeight - 14}px`, paddingTop: first * rowHeight, paddingBottom: Math.max(0, rows - 1 - last) * rowHeight }) }}
    >
      {Array.from({ length: Math.max(0, to - from) }, (_unused, place) => {
        const index = from + place;
        const image = shownAt(index);
        if (!image) return <li key={index} className="pc-review pc-review-empty" aria-hidden={image === undefined}>{image === null ? <span className="pc-quiet">Deleted since you opened this list.</span> : null}</li>;
        return (
          <ReviewCard
            key={image.id} image={image} index={index} total={list.total} current={index === cursor} selected={selected.has(image.id)} swapped={swapped} asked={image.assignedTo === null ? null : labelOf(image.assignedTo)}
            onOpen={() => onOpen(index)} onSelect={() => { onCursor(index); onSelect(index); }} onFocus={() => onCursor(index)}
          />
        );
      })}
    </ul>
  );
}

/** Brings the cursor into sight when it has moved, and gives its card the focus once that is drawn. */
function useKept(grid: RefObject<HTMLUListElement | null>, { cursor, columns, rowHeight, from, to }: { readonly cursor: number; readonly columns: number; readonly rowHeight: number | null; readonly from: number; readonly to: number }): void {
  const wanted = useRef<number | null>(null);
  const opened = useRef(false);
  useEffect(() => {
    // The first cursor is where the page opened; only a move takes the focus along.
    if (!opened.current && cursor === 0) { opened.current = true; return; }
    opened.current = true;
    wanted.current = cursor;
  }, [cursor]);
  useEffect(() => {
    const list = grid.current;
    if (wanted.current === null || rowHeight === null || !list) return;
    const button = list.querySelector<HTMLElement>(`[data-review="${wanted.current}"]`);
    if (!button) {
      // Not drawn yet: scrolled to, so that it will be.
      if (wanted.current < from || wanted.current >= to) scrollBy({ top: list.getBoundingClientRect().top + Math.floor(wanted.current / columns) * rowHeight - innerHeight / 3 });
      return;
    }
    wanted.current = null;
    if (document.activeElement !== button && !document.activeElement?.matches(".pc-check input")) button.focus();
  });
}
