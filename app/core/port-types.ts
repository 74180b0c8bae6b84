import type { ImageRecipe } from "./image/recipe.ts";
import type { Product } from "./product.ts";

/** JSON as a value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A file of the Asset Library that is an image. */
export interface AssetValue {
  readonly name: string;
  readonly image: ImageRecipe;
}

/** What flows through a port, by its type. */
export interface PortValues {
  image: ImageRecipe;
  /** A list of images as one value. Into an image port it goes one by one: the step runs once for each. */
  images: readonly ImageRecipe[];
  /** Marks with white; as large as the image that it belongs to. */
  mask: ImageRecipe;
  text: string;
  number: number;
  choice: string;
  product: Product;
  asset: AssetValue;
  json: Json;
}
export type PortType = keyof PortValues;

/** A port type in words: by its name, with its article, and the letter of its glyph, so that colour never says it alone. */
export const PORT_WORDS: Readonly<Record<PortType, { readonly name: string; readonly some: string; readonly letter: string }>> = {
  image: { name: "image", some: "an image", letter: "I" },
  images: { name: "image list", some: "a list of images", letter: "L" },
  mask: { name: "mask", some: "a mask", letter: "M" },
  text: { name: "text", some: "text", letter: "T" },
  number: { name: "number", some: "a number", letter: "N" },
  choice: { name: "choice", some: "a choice", letter: "C" },
  product: { name: "product", some: "a product", letter: "P" },
  asset: { name: "asset", some: "an asset", letter: "A" },
  json: { name: "JSON", some: "JSON", letter: "J" },
};

/** What each input takes. An image port takes a list one by one; a choice takes a text that is one of its values, checked when it runs. */
const TAKES: Readonly<Record<PortType, readonly PortType[]>> = {
  image: ["image", "asset", "images"],
  images: ["images", "image", "asset"],
  mask: ["mask"],
  text: ["text", "number", "choice"],
  number: ["number"],
  choice: ["choice", "text"],
  product: ["product"],
  asset: ["asset"],
  json: ["json", "text", "product"],
};

/** Whether an output of one type can feed an input of another. */
export function typeFits(from: PortType, to: PortType): boolean {
  return TAKES[to].includes(from);
}

/** A step that turns one type into another, as a way out where a wire does not fit. */
const WAY_OUT: Readonly<Partial<Record<`${PortType}>${PortType}`, string>>> = {
  "image>text": "To turn an image into text, add an LLM between them.",
  "images>text": "To turn an image into text, add an LLM between them.",
  "image>mask": "To make a mask of an image, add a Mask between them.",
  "asset>mask": "To make a mask of an image, add a Mask between them.",
  "mask>image": "A mask goes into the mask of an edit.",
  "product>image": "A Product gives its photo at another port.",
  "product>text": "In a prompt, @product.title mentions it.",
  "text>image": "To make an image of a text, add a Generate image between them.",
};

/** Why an output does not fit an input: what, why, and the way out. Null where it fits. */
export function whyNot(from: { readonly type: PortType }, to: { readonly type: PortType; readonly label: string }): string | null {
  if (typeFits(from.type, to.type)) return null;
  const [given, wanted] = [PORT_WORDS[from.type].name, PORT_WORDS[to.type].name];
  const first = `${given.charAt(0).toUpperCase()}${given.slice(1)} does not fit ${wanted}. “${to.label}” takes ${PORT_WORDS[to.type].some}.`;
  return [first, WAY_OUT[`${from.type}>${to.type}`]].filter(Boolean).join(" ");
}

/** A value of one type as an input of another type takes it; the types must fit. A list into a single port is taken apart by the engine, not here. */
export function converted(value: unknown, from: PortType, to: PortType): unknown {
  if (value === undefined || from === to) return value;
  if (from === "asset" && isAsset(value)) return to === "images" ? [value.image] : value.image;
  if (from === "image" && to === "images") return [value];
  if (typeof value === "number" && to === "text") return String(value);
  return value;
}

function isAsset(value: unknown): value is AssetValue {
  return typeof value === "object" && value !== null && "image" in value;
}
