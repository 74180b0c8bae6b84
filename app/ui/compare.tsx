import { Icon } from "./kit.tsx";
import type { PictureSource } from "./picture.tsx";
import type { Zoom } from "./use-zoom.ts";
import { ZoomBar, ZoomPane } from "./zoom-pane.tsx";

/** Before and after in one frame, pixel on pixel, with a slider between them. A swipe moves to another image and never decides. */
export function Compare({ before, after, name, position, zoom, onPosition, onSwipe }: {
  readonly before: PictureSource | null;
  readonly after: PictureSource;
  readonly name: string;
  /** Where the line is, in percent from the left of the picture. */
  readonly position: number;
  readonly zoom: Zoom;
  readonly onPosition: (position: number) => void;
  readonly onSwipe: (direction: -1 | 1) => void;
}) {
  return (
    <ZoomPane
      size={after} zoom={zoom} label={`Before and after of ${name}`} className="pc-compare" onSwipe={onSwipe}
      over={(
        <>
          {before ? <input type="range" min={0} max={100} value={position} aria-label="Line between before and after" onChange={(event) => onPosition(Number(event.target.value))} /> : null}
          {before ? <span className="pc-compare-label">Before</span> : null}
          <span className="pc-compare-label pc-compare-after">After</span>
          <ZoomBar zoom={zoom} />
        </>
      )}
    >
      <Layer image={after} alt={`After: ${name}`} />
      {before ? (
        <>
          <span className="pc-compare-before" style={{ "--pc-split": `${position}%` }}><Layer image={before} alt={`Before: ${name}`} /></span>
          <span className="pc-compare-line" style={{ "--pc-split": `${position}%` }} aria-hidden="true"><span><Icon name="compare" /></span></span>
        </>
      ) : null}
    </ZoomPane>
  );
}

/** A picture on the stage: the large copy until all of it is there. */
export function Layer({ image, alt }: { readonly image: PictureSource; readonly alt: string }) {
  return <img src={image.full} style={{ backgroundImage: `url("${image.large}")` }} alt={alt} className="pc-compare-image" draggable={false} />;
}
