import { useEffect, useRef } from "react";
import { Picture } from "./picture.tsx";
import type { Shown } from "./review-model.ts";

/** How many neighbours the film shows on each side. */
const NEIGHBOURS = 12;

/** The images before and after this one, small. */
export function ReviewFilm({ index, total, shownAt, current, onGo }: { readonly index: number; readonly total: number; readonly shownAt: (index: number) => Shown | null | undefined; readonly current: string; readonly onGo: (index: number) => void }) {
  const film = useRef<HTMLUListElement>(null);
  const from = Math.max(0, index - NEIGHBOURS);
  useEffect(() => {
    const list = film.current;
    const here = list?.querySelector<HTMLElement>("[aria-current=true]");
    // Only the film moves, never the page.
    if (list && here) list.scrollLeft = here.offsetLeft - list.clientWidth / 2 + here.clientWidth / 2;
  }, [current]);
  return (
    <ul className="pc-film" ref={film} aria-label="Images">
      {Array.from({ length: Math.min(total, index + NEIGHBOURS + 1) - from }, (_unused, place) => {
        const at = from + place;
        const one = shownAt(at);
        if (!one) return null;
        return (
          <li key={one.id}>
            <button type="button" aria-current={one.id === current} className={`pc-film-${one.state}`} onClick={() => onGo(at)} aria-label={`${one.productTitle}, ${one.place} of ${one.of}`}><Picture image={one.image} alt="" size={54} /></button>
          </li>
        );
      })}
    </ul>
  );
}
