import { useEffect, useRef } from "react";
import { ReviewCard } from "./review-card.tsx";
import type { Shown } from "./review-model.ts";

/** All images of the page; one of them is where the keyboard is. */
export function ReviewGrid({ images, across, cursor, selected, swapped, onCursor, onOpen, onSelect }: {
  readonly images: readonly Shown[];
  readonly across: number;
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  readonly swapped: boolean;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (id: string) => void;
  readonly onSelect: (id: string) => void;
}) {
  const grid = useRef<HTMLUListElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // The first cursor is where the page opened; only a move by a key takes the focus along.
    if (!moved.current) { moved.current = true; return; }
    const button = grid.current?.querySelector<HTMLElement>(`[data-review="${cursor}"]`);
    if (button && document.activeElement !== button && !document.activeElement?.matches(".pc-check input")) button.focus();
  }, [cursor]);
  return (
    <ul className="pc-reviews" ref={grid} style={{ "--pc-across": across }} aria-label="Images" data-grid>
      {images.map((image, index) => (
        <ReviewCard
          key={image.id} image={image} index={index} current={index === cursor} selected={selected.has(image.id)} swapped={swapped}
          onOpen={() => onOpen(image.id)} onSelect={() => { onCursor(index); onSelect(image.id); }} onFocus={() => onCursor(index)}
        />
      ))}
    </ul>
  );
}

/** How many images stand beside each other now: the style sheet decides on a phone. */
export function columnsNow(): number {
  const grid = document.querySelector("[data-grid]");
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(" ").length : 1;
}
