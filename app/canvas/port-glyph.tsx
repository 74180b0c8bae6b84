import { PORT_WORDS, type PortType } from "#app/core/port-types.ts";
import { PORT_LOOKS } from "./port-look.ts";

/** The sign of a port's type, in a line of text. */
export function PortGlyph({ type, hollow = false }: { readonly type: PortType; readonly hollow?: boolean }) {
  const { colour, path, letter: [x, y] } = PORT_LOOKS[type];
  const [ground, line] = hollow ? ["#fff", colour] : [colour, "#fff"];
  return (
    <svg className="cv-glyph" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      <path d={path} fill={ground} stroke={line} strokeWidth={hollow ? 1.6 : 1} paintOrder="stroke" />
      <text x={x} y={y} textAnchor="middle" fill={line}>{PORT_WORDS[type].letter}</text>
    </svg>
  );
}
