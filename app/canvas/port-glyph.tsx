import { PORT_WORDS, type PortType } from "#app/core/port-types.ts";

/** Shapes on a ground of 18 by 18, so that a type is known by its form and its letter too. */
const SHAPES: Readonly<Record<PortType, string>> = {
  image: "M3 3h12v12H3z",
  images: "M2 5h11v11H2zM5 2h11v11h-2V4H5z",
  mask: "M9 2.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",
  text: "M5.5 4h7a5 5 0 0 1 0 10h-7a5 5 0 0 1 0-10z",
  number: "M9 1l8 8-8 8-8-8z",
  choice: "M9 1.5l8 14H1z",
  product: "M9 1l7 4v8l-7 4-7-4V5z",
  asset: "M1.5 3.5h5l1.5 2h8.5v10h-15z",
  json: "M5.5 2h7L16 5.5v7L12.5 16h-7L2 12.5v-7z",
};
/** Where the letter stands, for shapes whose middle is not that of the ground. */
const LETTER: Readonly<Partial<Record<PortType, readonly [x: number, y: number]>>> = { images: [7.5, 13.4], choice: [9, 13.4], asset: [9, 13.4] };

/** The sign of a port's type. */
export function PortGlyph({ type, hollow = false }: { readonly type: PortType; readonly hollow?: boolean }) {
  const [x, y] = LETTER[type] ?? [9, 11.9];
  return (
    <svg className={`cv-glyph cv-t-${type}${hollow ? " cv-hollow" : ""}`} viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      <path d={SHAPES[type]} />
      <text x={x} y={y} textAnchor="middle">{PORT_WORDS[type].letter}</text>
    </svg>
  );
}
