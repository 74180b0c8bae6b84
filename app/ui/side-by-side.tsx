import { Layer } from "./compare.tsx";
import type { PictureSource } from "./picture.tsx";
import type { ReviewImage } from "./review-model.ts";
import type { Zoom } from "./use-zoom.ts";
import { ZoomBar, ZoomPane } from "./zoom-pane.tsx";

/** Panes that stand beside each other, at most. */
const MOST = 6;

/** The photo and what was made of it, beside each other: all panes show the same part, at the same size. */
export function SideBySide({ photo, candidates, current, zoom, onGo }: {
  readonly photo: PictureSource | null;
  readonly candidates: readonly ReviewImage[];
  readonly current: string;
  readonly zoom: Zoom;
  readonly onGo: (image: ReviewImage) => void;
}) {
  const at = candidates.findIndex(({ id }) => id === current);
  const from = Math.max(0, Math.min(at, candidates.length - MOST));
  return (
    <div className="pc-panes">
      {photo ? <figure><ZoomPane size={photo} zoom={zoom} label="Photo"><Layer image={photo} alt="Photo" /></ZoomPane><figcaption>Photo</figcaption></figure> : null}
      {candidates.slice(from, from + MOST).map((one) => (
        <figure key={one.id}>
          <ZoomPane size={one.image} zoom={zoom} label={`${one.place} of ${one.of}`} className={one.id === current ? "pc-pane-current" : ""}><Layer image={one.image} alt={`${one.productTitle}, ${one.place} of ${one.of}`} /></ZoomPane>
          <figcaption><button type="button" aria-pressed={one.id === current} onClick={() => onGo(one)}>{`${one.place} of ${one.of}`}{one.state === "awaiting" ? "" : `, ${one.state}`}</button></figcaption>
        </figure>
      ))}
      <ZoomBar zoom={zoom} />
    </div>
  );
}
