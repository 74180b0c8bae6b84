import { useRef, useState } from "react";
import { Icon } from "./kit.tsx";
import type { PictureSource } from "./picture.tsx";

/** Below this many pixels a touch is a tap, not a swipe. */
const SWIPE_PX = 60;

/** Before and after in one frame, with a slider between them. A swipe moves to another image and never decides. */
export function Compare({ before, after, name, position, onPosition, onSwipe }: {
  readonly before: PictureSource | null;
  readonly after: PictureSource;
  readonly name: string;
  /** Where the line is, in percent from the left. */
  readonly position: number;
  readonly onPosition: (position: number) => void;
  readonly onSwipe: (direction: -1 | 1) => void;
}) {
  const start = useRef<number | null>(null);
  const [zoomed, setZoomed] = useState(false);
  const source = (image: PictureSource) => ({ src: image.full, style: { backgroundImage: `url("${image.large}")` } });
  return (
    <div
      className={zoomed ? "pc-compare pc-zoomed" : "pc-compare"}
      onTouchStart={(event) => { start.current = event.target instanceof HTMLInputElement ? null : event.touches[0]?.clientX ?? null; }}
      onTouchEnd={(event) => {
        const moved = start.current === null ? 0 : (event.changedTouches[0]?.clientX ?? start.current) - start.current;
        start.current = null;
        if (Math.abs(moved) > SWIPE_PX) onSwipe(moved < 0 ? 1 : -1);
      }}
    >
      <img {...source(after)} alt={`After: ${name}`} className="pc-compare-image" />
      {before ? (
        <>
          <span className="pc-compare-before" style={{ "--pc-split": `${position}%` }}><img {...source(before)} alt={`Before: ${name}`} className="pc-compare-image" /></span>
          <span className="pc-compare-line" style={{ "--pc-split": `${position}%` }} aria-hidden="true"><span><Icon name="compare" /></span></span>
          <input type="range" min={0} max={100} value={position} aria-label="Line between before and after" onChange={(event) => onPosition(Number(event.target.value))} />
          <span className="pc-compare-label">Before</span>
        </>
      ) : null}
      <span className="pc-compare-label pc-compare-after">After</span>
      <button type="button" className="pc-compare-zoom" aria-pressed={zoomed} onClick={() => setZoomed(!zoomed)}>{zoomed ? "Fit" : "Fill"}</button>
    </div>
  );
}
