import { Picture, type PictureSource } from "./picture.tsx";

/** One place of a product's media. */
export interface Tile {
  readonly image: PictureSource | string | null;
  readonly alt: string;
  readonly kind: "kept" | "new" | "moved" | "replaced";
}

const WORDS = { kept: "", new: "New", moved: "Moved", replaced: "Replaced" } as const;
/** Longer strips are cut in the middle: what changes is at the ends. */
const MOST = 12;

/** A product's media in order, with their places and what happens to each. */
export function MediaStrip({ title, tiles }: { readonly title: string; readonly tiles: readonly Tile[] }) {
  const numbered = tiles.map((tile, index) => ({ ...tile, place: index + 1 }));
  const shown = numbered.length > MOST ? [...numbered.slice(0, MOST / 2), ...numbered.slice(-MOST / 2)] : numbered;
  return (
    <div className="pc-media">
      <span className="pc-small">{title}</span>
      {tiles.length === 0 ? <span className="pc-quiet pc-media-none">No images</span> : (
        <ol>
          {shown.map(({ image, alt, kind, place }) => (
            <li key={place} className={`pc-tile pc-tile-${kind}`}>
              <Picture image={image} alt={alt || `Image ${place}`} size={64} faded={kind === "replaced"} />
              <span className="pc-place">{place}</span>
              {WORDS[kind] ? <span className="pc-word">{WORDS[kind]}</span> : null}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
