import { useEffect, useState, type RefObject } from "react";

/** Rows that are drawn above and below what is seen. */
const OVERSCAN = 2;
/** Drawn before anything was measured. */
const FIRST_ROWS = 6;
/** A card: its picture, and the line of its name below. Pixels. */
const PICTURE = 210 / 221;
const BELOW = 37;
const GAP = 12;
const PHONE = "(max-width: 640px)";
const PHONE_ACROSS = 2;

/** Which rows of a long grid are drawn. Heights in pixels. */
export interface VisibleRows {
  readonly columns: number;
  readonly rowHeight: number | null;
  readonly first: number;
  readonly last: number;
}

/**
 * The rows of a grid that are in sight, with some around them. All rows are of one height, which follows from the width, so
 * that a list of any length has its whole height from the start and nothing moves while it is scrolled.
 */
export function useVisibleRows(box: RefObject<HTMLElement | null>, { total, across }: { readonly total: number; readonly across: number }): VisibleRows {
  const [seen, setSeen] = useState<VisibleRows>({ columns: across, rowHeight: null, first: 0, last: FIRST_ROWS - 1 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const phone = matchMedia(PHONE);
    const measure = () => {
      const columns = phone.matches ? PHONE_ACROSS : across;
      const { width, top } = element.getBoundingClientRect();
      const rowHeight = ((width - GAP * (columns - 1)) / columns) * PICTURE + BELOW;
      const rows = Math.ceil(total / columns);
      const first = Math.max(0, Math.floor(-top / rowHeight) - OVERSCAN);
      const last = Math.min(rows - 1, Math.ceil((innerHeight - top) / rowHeight) + OVERSCAN);
      setSeen((now) => (now.columns === columns && now.rowHeight === rowHeight && now.first === first && now.last === last ? now : { columns, rowHeight, first, last }));
    };
    let frame = 0;
    const soon = () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(measure); };
    const resized = new ResizeObserver(soon);
    resized.observe(element);
    addEventListener("scroll", soon, { passive: true, capture: true });
    addEventListener("resize", soon);
    measure();
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      removeEventListener("scroll", soon, { capture: true });
      removeEventListener("resize", soon);
    };
  }, [box, total, across]);
  return seen;
}
