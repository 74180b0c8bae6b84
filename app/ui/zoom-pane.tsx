import { useEffect, useRef, useState, type ReactNode } from "react";
import type { PictureSource } from "./picture.tsx";
import type { Zoom } from "./use-zoom.ts";

/** Below this many pixels a touch is a tap, not a swipe. */
const SWIPE_PX = 60;

/**
 * A frame in which a picture fits, or is seen to its pixels and moved with the mouse, a finger or the keyboard. What
 * is inside is drawn on one stage of the picture's own size, so that what lies on each other stays aligned.
 */
export function ZoomPane({ size, zoom, label, className = "", onSwipe, children, over }: {
  readonly size: Pick<PictureSource, "width" | "height">;
  readonly zoom: Zoom;
  readonly label: string;
  readonly className?: string;
  readonly onSwipe?: (direction: -1 | 1) => void;
  readonly children: ReactNode;
  /** What lies over the frame and does not move with the picture. */
  readonly over?: ReactNode;
}) {
  const stage = useRef<HTMLDivElement>(null);
  const held = useRef<{ x: number; y: number } | null>(null);
  const [density, setDensity] = useState(1);
  useEffect(() => { setDensity(devicePixelRatio || 1); }, []);
  const { view } = zoom;
  const zoomed = view.level > 0;
  const [width, height] = [size.width, size.height].map((pixels) => (pixels * view.level) / density);
  const move = (x: number, y: number) => {
    const box = stage.current?.getBoundingClientRect();
    if (!held.current || !box) return;
    zoom.pan((held.current.x - x) / box.width, (held.current.y - y) / box.height);
    held.current = { x, y };
  };
  return (
    <div
      className={`pc-zoom-pane${zoomed ? " pc-zoomed" : ""} ${className}`} role="group" aria-label={label} data-zoom={view.level}
      onPointerDown={(event) => { if (!(event.target instanceof HTMLElement && event.target.closest("button, input"))) held.current = { x: event.clientX, y: event.clientY }; }}
      onPointerMove={(event) => { if (zoomed && event.buttons > 0) move(event.clientX, event.clientY); }}
      onPointerUp={(event) => {
        const moved = held.current && !zoomed && event.pointerType === "touch" ? event.clientX - held.current.x : 0;
        held.current = null;
        if (Math.abs(moved) > SWIPE_PX) onSwipe?.(moved < 0 ? 1 : -1);
      }}
      onPointerCancel={() => { held.current = null; }}
    >
      <div ref={stage} className="pc-zoom-stage" style={zoomed ? { width, height, transform: `translate(${-view.x * 100}%, ${-view.y * 100}%)` } : undefined}>{children}</div>
      {over}
    </div>
  );
}

/** Fit, 100 % and 200 %. */
export function ZoomBar({ zoom }: { readonly zoom: Zoom }) {
  return (
    <span className="pc-zoom-bar" role="group" aria-label="Zoom">
      {([[0, "Fit"], [1, "100 %"], [2, "200 %"]] as const).map(([level, label]) => <button key={level} type="button" aria-pressed={zoom.view.level === level} onClick={() => zoom.to(level)}>{label}</button>)}
    </span>
  );
}
