import { PORT_WORDS, typeFits, type PortType } from "#app/core/port-types.ts";

/** How a type looks: its colour, its form on a ground of 18 by 18 pixels, and where its letter stands. A type is known by each of the three. */
interface PortLook {
  readonly colour: string;
  readonly path: string;
  readonly letter: readonly [x: number, y: number];
}

const MIDDLE = [9, 11.9] as const;
const LOW = [9, 13.4] as const;
export const PORT_LOOKS: Readonly<Record<PortType, PortLook>> = {
  image: { colour: "#0a7c66", path: "M3 3h12v12H3z", letter: MIDDLE },
  images: { colour: "#0a7c66", path: "M2 5h11v11H2zM5 2h11v11h-2V4H5z", letter: [7.5, 13.4] },
  mask: { colour: "#474c52", path: "M9 2.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", letter: MIDDLE },
  text: { colour: "#a45a00", path: "M5.5 4h7a5 5 0 0 1 0 10h-7a5 5 0 0 1 0-10z", letter: MIDDLE },
  number: { colour: "#5e6b00", path: "M9 1l8 8-8 8-8-8z", letter: MIDDLE },
  choice: { colour: "#b0306a", path: "M9 1.5l8 14H1z", letter: LOW },
  product: { colour: "#1f2124", path: "M9 1l7 4v8l-7 4-7-4V5z", letter: MIDDLE },
  asset: { colour: "#0b5fa5", path: "M1.5 3.5h5l1.5 2h8.5v10h-15z", letter: LOW },
  json: { colour: "#6b7177", path: "M5.5 2h7L16 5.5v7L12.5 16h-7L2 12.5v-7z", letter: MIDDLE },
};

export const PORT_TYPES = Object.keys(PORT_LOOKS).filter((word): word is PortType => word in PORT_LOOKS);
/** What an input takes and what an output feeds, as words for the style sheet, which dims what does not fit a wire. */
export const TAKES = new Map(PORT_TYPES.map((to) => [to, PORT_TYPES.filter((from) => typeFits(from, to)).join(" ")]));
export const FEEDS = new Map(PORT_TYPES.map((from) => [from, PORT_TYPES.filter((to) => typeFits(from, to)).join(" ")]));

/** The sign of a type as an address of a picture. */
function picture(type: PortType, hollow: boolean): string {
  const { colour, path, letter: [x, y] } = PORT_LOOKS[type];
  const [ground, line] = hollow ? ["#fff", colour] : [colour, "#fff"];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><path d="${path}" fill="${ground}" stroke="${line}" stroke-width="${hollow ? 1.6 : 1}" paint-order="stroke"/><text x="${x}" y="${y}" text-anchor="middle" fill="${line}" font-family="Inter,system-ui,sans-serif" font-weight="700" font-size="9">${PORT_WORDS[type].letter}</text></svg>`;
  return `url(data:image/svg+xml,${encodeURIComponent(svg)})`;
}

/**
 * What the style sheet says once for each type: its colour, its sign behind a port of a card, and what is
 * grey while a wire of it is drawn. A sign behind a port is one element; drawn in the card it would be four.
 */
export const PORT_STYLE = PORT_TYPES.map((type) => `
.cv-t-${type}{--t:${PORT_LOOKS[type].colour}}
.cv-canvas .cv-handle.cv-t-${type}{background-image:${picture(type, false)}}
.cv-canvas .cv-handle.cv-t-${type}.cv-hollow{background-image:${picture(type, true)}}
.cv-canvas[data-conn=out-${type}] .cv-in:not([data-takes~=${type}]),.cv-canvas[data-conn=in-${type}] .cv-out:not([data-feeds~=${type}]){opacity:.18;filter:grayscale(1)}`).join("");
