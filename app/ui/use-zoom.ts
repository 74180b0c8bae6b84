import { useState } from "react";

/** How close pictures are looked at: 0 fits the frame, 1 shows each pixel as one, 2 as four. The middle of what is seen as shares of the picture. */
export interface ZoomView {
  readonly level: 0 | 1 | 2;
  readonly x: number;
  readonly y: number;
}

const FIT: ZoomView = { level: 0, x: 0.5, y: 0.5 };
const inside = (share: number) => Math.min(1, Math.max(0, share));

/** One view for all panes that show pictures of the same product, so that they move together. */
export interface Zoom {
  readonly view: ZoomView;
  to(level: ZoomView["level"]): void;
  /** Fit, 100 %, 200 %, and again. */
  next(): void;
  fit(): void;
  /** Moves what is seen, in shares of the picture. */
  pan(x: number, y: number): void;
}

/** Zoom of a page; it stays as it is from one picture to the next. */
export function useZoom(): Zoom {
  const [view, setView] = useState<ZoomView>(FIT);
  return {
    view,
    to: (level) => setView((now) => ({ ...now, level })),
    next: () => setView((now) => ({ ...now, level: now.level === 0 ? 1 : now.level === 1 ? 2 : 0 })),
    fit: () => setView(FIT),
    pan: (x, y) => setView((now) => ({ ...now, x: inside(now.x + x), y: inside(now.y + y) })),
  };
}
