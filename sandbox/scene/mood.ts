import { mulberry32 } from "../faults.ts";

export type Surface = "wood" | "marble" | "linen" | "sand" | "snow" | "moss" | "concrete" | "plain";
export type Season = "none" | "winter" | "summer" | "autumn" | "spring";

/** What a prompt asks a scene to be. What it leaves open is chosen by the seed. */
export interface Mood {
  /** On a table, from above, or on a hanger before the wall. */
  readonly view: "table" | "above" | "hanging";
  readonly season: Season;
  readonly surface: Surface;
  readonly wall: string;
  readonly ground: string;
  /** The colour of the light. */
  readonly glow: string;
  /** How dark the room is, from 0 to 1. */
  readonly night: number;
  /** Whether the sun comes through a window. */
  readonly sunlit: boolean;
  readonly plinth: boolean;
  readonly plain: boolean;
  readonly props: readonly Prop[];
}
export type Prop = "branches" | "pampas" | "pebbles" | "arch" | "candle" | "fruit" | "pine" | "baubles" | "leaves" | "blossom" | "palm" | "shells" | "vase";

type Ground = readonly [Surface, string];

const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/\bsage\b/, "#a9b59a"], [/\bolive\b/, "#7d7f55"], [/\b(forest|dark|deep) green\b/, "#2f4a3b"], [/\bmint\b/, "#bfdccb"], [/\bgreen\b/, "#8fa889"], [/\bnavy\b/, "#27344f"], [/\b(teal|turquoise)\b/, "#5f9c9a"],
  [/\b(sky|light|pale) blue\b/, "#bcd3e2"], [/\bblue\b/, "#6f8fae"], [/\bterracotta|\bclay\b/, "#c27a58"], [/\brust\b/, "#a5583a"], [/\borange\b/, "#e0a066"], [/\bpeach|\bapricot\b/, "#efc3a4"], [/\bburgundy|\bwine\b/, "#6d2f38"], [/\bred\b/, "#b5514a"],
  [/\bpink|\brose|\bblush\b/, "#e5bdb8"], [/\blilac|\blavender|\bpurple\b/, "#b9a9cc"], [/\bmustard|\byellow\b/, "#dfbd6a"], [/\bbeige|\bsand[- ]coloured|\bcream|\becru|\bivory\b/, "#e7dccb"], [/\bbrown|\bchocolate|\bcoffee\b/, "#8a6a52"],
  [/\bblack|\bcharcoal|\banthracite\b/, "#34332f"], [/\bgr[ae]y\b/, "#b9b8b4"], [/\bwhite\b/, "#efece6"],
];
const WALLS: readonly [string, ...string[]] = ["#e8ddcf", "#d9cbb9", "#c9cfc0", "#d8b9a3", "#b9c4c6", "#e3d3c7", "#cdbfae", "#a9b59a", "#dcd6cc"];
const SURFACES: readonly (readonly [RegExp, Surface, string])[] = [
  [/\bwalnut|\bdark wood\b/, "wood", "#7a5338"], [/\boak\b/, "wood", "#c9a476"], [/\bpine (table|wood|board)/, "wood", "#dcb988"], [/\bwood|\btimber|\btable\b|\bdesk\b|\bshelf\b|\bboards?\b/, "wood", "#b98c60"],
  [/\bmarble\b/, "marble", "#eeebe6"], [/\bstone|\bconcrete|\bcement|\bslate\b/, "concrete", "#b5b1a9"], [/\blinen|\bcloth|\bfabric|\bbed\b|\bsheets?\b|\bcotton throw\b/, "linen", "#e6dccb"],
  [/\bbeach|\bsand\b|\bdune|\bseaside|\bshore\b/, "sand", "#e6d0a4"], [/\bsnow|\bwinter|\bski\b/, "snow", "#eef3f8"], [/\bmoss|\bgrass|\bmeadow|\bgarden|\bforest floor\b/, "moss", "#7f935c"], [/\bterracotta (surface|table|floor|plinth|tiles?)/, "plain", "#c27a58"],
];
const ANY_SURFACE: readonly [Ground, ...Ground[]] = [["wood", "#c9a476"], ["plain", "#d9cbb9"], ["plain", "#e9e0d4"], ["linen", "#e6dccb"], ["concrete", "#bdb8af"]];
/** Props of a scene that names none. */
const ANY_PROP: readonly [Prop, ...Prop[]] = ["branches", "pampas", "arch", "vase", "pebbles"];
const SEASONS: readonly (readonly [RegExp, Season])[] = [
  [/\bwinter|\bsnow|\bchristmas|\bxmas|\bholiday|\bfrost|\bski\b|\bcosy fire/, "winter"], [/\bbeach|\bsummer|\bsea\b|\bseaside|\btropical|\bpool\b|\bshore|\bocean/, "summer"], [/\bautumn|\bfall (leaves|colours|colors|season)|\bharvest|\bhalloween/, "autumn"], [/\bspring(time)?\b|\bblossom|\beaster|\bcherry\b/, "spring"],
];
const PROPS: readonly (readonly [RegExp, Prop])[] = [
  [/\bplants?\b|\beucalyptus|\bbranch|\bgreenery|\bbotanical|\bleafy|\bfern/, "branches"], [/\bpampas|\bdried|\bboho/, "pampas"], [/\bpebbles?|\bstones|\bspa\b|\bzen\b/, "pebbles"], [/\barch|\bgeometric|\bmodern|\bminimal/, "arch"],
  [/\bcandle|\bcosy|\bcozy|\bhygge/, "candle"], [/\blemon|\bcitrus|\bfruit|\borange slices|\bjuice|\bbreakfast|\bkitchen/, "fruit"], [/\bleaf|\bleaves\b/, "leaves"], [/\bflowers?|\bpeony|\bpetals|\bbouquet|\bblossom/, "blossom"], [/\bpalm|\btropical/, "palm"], [/\bvase|\bceramic|\bpottery/, "vase"],
];
const OF_SEASON: Readonly<Record<Season, readonly Prop[]>> = { none: [], winter: ["pine", "baubles"], summer: ["palm", "shells"], autumn: ["leaves", "candle"], spring: ["blossom"] };

/** Reads a scene from the words of a prompt. */
export function moodOf(prompt: string, seed: number): Mood {
  const text = prompt.toLowerCase();
  const random = mulberry32(seed);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
  const first = <T extends readonly [RegExp, ...unknown[]]>(from: readonly T[], within = text) => from.find(([words]) => words.test(within));
  const [anyWall, anySurface, anyPlinth, anySun] = [pick(WALLS), pick(ANY_SURFACE), random() < 0.3, random() < 0.7];
  const season = first(SEASONS)?.[1] ?? "none";
  const above = /\bflat[- ]?lay|\bfrom above|\btop[- ]down|\boverhead|\bknolling/.test(text);
  const hanging = /\bhang(er|ing)|\bt-?shirts?\b|\btees?\b|\bhoodies?\b|\bsweatshirt|\bpolo\b|\bjackets?\b/.test(text);
  const [, surface, ground] = first(SURFACES) ?? [/x/, ...(season === "winter" ? ["snow", "#eef3f8"] as const : season === "summer" ? ["sand", "#e6d0a4"] as const : anySurface)];
  const of = (thing: string) => new RegExp(`[a-z ]{0,18}\\b(${thing})\\b`).exec(text)?.[0];
  const groundWords = of("table|surface|floor|tabletop|plinth|cloth|linen|podium");
  const wallWords = text.replace(groundWords ?? "\0", " ");
  const asked = first(COLOURS, of("wall|background|backdrop|paper|studio") ?? "")?.[1] ?? first(COLOURS, wallWords)?.[1];
  const outdoors: Partial<Record<Season, string>> = { winter: "#c3d2de", summer: "#a9d3e6", autumn: "#d9b48a", spring: "#e9d3d6" };
  const plain = /\b(plain|seamless|studio|clean|catalog(ue)?|packshot|e-?commerce)\b/.test(text) && season === "none";
  const night = /\bnight|\bdark\b|\bmoody|\bmidnight|\bdramatic|\bcandle ?lit|\bevening/.test(text) ? (/\bevening/.test(text) ? 0.38 : 0.6) : 0;
  const warm = /\bsunset|\bgolden|\bwarm\b|\bevening|\bdusk/.test(text), morning = /\bmorning|\bsunlight|\bsunny|\bwindow|\bdaylight|\bsunbeam|\bshadow play/.test(text);
  return {
    view: above ? "above" : hanging ? "hanging" : "table", season, surface, plain,
    wall: asked ?? outdoors[season] ?? anyWall,
    ground: (groundWords && surface !== "wood" && surface !== "marble" ? first(COLOURS, groundWords)?.[1] : undefined) ?? (surface === "plain" && asked ? asked : ground),
    glow: warm ? "#ffc07a" : night ? "#ffb45e" : morning ? "#fff0cf" : season === "winter" ? "#f2f7ff" : "#fff6e6",
    night, sunlit: !night && !plain && season !== "winter" && (morning || warm || anySun),
    plinth: /\bplinth|\bpodium|\bpedestal|\bstand\b/.test(text) || (!plain && (anyPlinth && season === "none" && !/\btable\b|\bdesk\b/.test(text))),
    props: plain && !first(PROPS) ? [] : [...new Set([...PROPS.filter(([words]) => words.test(text)).map(([, prop]) => prop), ...OF_SEASON[season], ...(season === "none" ? [pick(ANY_PROP)] : [])])].slice(0, 4),
  };
}
