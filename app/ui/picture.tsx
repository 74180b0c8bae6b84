import type { ReactNode } from "react";
import type { IconName } from "./icon-names.ts";
import { Icon } from "./kit.tsx";

declare module "react" {
  // The own properties of pieces.css that components set.
  interface CSSProperties {
    "--pc-tile"?: string;
    "--pc-across"?: number;
    "--pc-split"?: string;
    "--pc-row"?: string;
  }
}

/** Addresses of an image in its sizes; what features call ImageView. */
export interface PictureSource {
  readonly small: string;
  readonly medium: string;
  readonly large: string;
  readonly full: string;
  readonly width: number;
  readonly height: number;
}

/** Below this size an output fills its box; from here on all of it is shown. */
const COVER_BELOW = 120;

/**
 * A picture in a box of fixed ratio, so that nothing moves when it loads. `size` is its width on screen
 * in pixels, from which the browser takes one of the three thumbnails.
 */
export function Picture({ image, alt, size, ratio = "1 / 1", faded, eager }: {
  readonly image: PictureSource | string | null;
  readonly alt: string;
  readonly size: number;
  readonly ratio?: string;
  readonly faded?: boolean | undefined;
  readonly eager?: boolean;
}) {
  const box = `pc-picture${faded ? " pc-faded" : ""}`;
  if (image === null) return <span className={`${box} pc-no-picture`} style={{ aspectRatio: ratio }} role={alt ? "img" : undefined} aria-label={alt ? `${alt}, no photo` : undefined}><Icon name="image" /></span>;
  const isOutput = typeof image !== "string";
  const source = isOutput ? { src: image.medium, srcSet: `${image.small} 160w, ${image.medium} 320w, ${image.large} 640w`, sizes: `${size}px` } : { src: image };
  const fit = isOutput && size < COVER_BELOW ? "pc-cover" : "pc-contain";
  return (
    <span className={box} style={{ aspectRatio: ratio }}>
      <img {...source} className={fit} alt={alt} loading={eager ? "eager" : "lazy"} decoding="async" width={size} height={size} />
    </span>
  );
}

/** A small square picture beside a name. */
export function Thumb({ image, alt = "", size = 32 }: { readonly image: PictureSource | string | null; readonly alt?: string; readonly size?: number }) {
  return <span className="pc-thumb" style={{ width: size }}><Picture image={image} alt={alt} size={size} /></span>;
}

/** A picture and a name, as the first cell of a row. */
export function Named({ image, children }: { readonly image: PictureSource | string | null; readonly children: ReactNode }) {
  return <span className="pc-named"><Thumb image={image} /><span className="pc-name">{children}</span></span>;
}

/** A row of pictures of one height; the last tile says how many more there are. */
export function Strip({ images, size, more, label }: { readonly images: readonly { readonly image: PictureSource | string | null; readonly alt: string }[]; readonly size: number; readonly more: number; readonly label: string }) {
  return (
    <ul className="pc-strip" aria-label={label} style={{ "--pc-tile": `${size}px` }}>
      {images.map(({ image, alt }, index) => <li key={index}><Picture image={image} alt={alt} size={size} eager={index < 6} /></li>)}
      {more > 0 ? <li className="pc-more"><strong>{more}</strong> more</li> : null}
    </ul>
  );
}

/** Before left, after right, at the same height. What was never made is not shown. */
export function BeforeAfter({ before, after, name }: { readonly before: string; readonly after: string | null; readonly name: string }) {
  return (
    <span className="pc-before-after">
      <img src={before} alt={`Before: ${name}`} decoding="async" width={160} height={138} />
      {after === null ? <span className="pc-unmade"><Icon name="image" /><span>After your first run</span></span> : <img src={after} alt={`After: ${name}`} decoding="async" width={138} height={138} />}
      <span className="pc-disc" aria-hidden="true"><Icon name="arrow-right" /></span>
    </span>
  );
}

/** A mark in the corner of a picture. */
export function Mark({ icon, tone }: { readonly icon: IconName; readonly tone: "plain" | "running" | "warning" | "critical" }) {
  return <span className={`pc-mark pc-mark-${tone}`}><Icon name={icon} /></span>;
}
