import { z } from "zod";

/** A prompt takes the beginning of a long value, in characters, and of a long list its first values. */
const MOST_TEXT = 600;
const MOST_VALUES = 40;
/** A rich text may be nested so deep; what lies deeper is left out. */
const MOST_DEPTH = 12;

type Says = (value: unknown) => string | undefined;

const Text = z.union([z.string(), z.number()]).transform(String);
const Measure = z.object({ value: z.union([z.number(), z.string()]), unit: z.string() });
const Money = z.object({ amount: Text, currency_code: z.string() });
const Rating = z.object({ value: Text, scale_max: Text });
const Link = z.object({ text: z.string().nullish(), url: z.string() });
const Branch = z.object({ type: z.string().optional(), value: z.string().optional(), children: z.array(z.unknown()).optional() });

const asText: Says = (value) => Text.safeParse(value).data;
const asMeasure: Says = (value) => { const read = Measure.safeParse(value).data; return read && `${read.value} ${unitWord(read.unit)}`; };

/** How a value of each type reads. The types are Shopify's (shopify.dev, metafield data types); measures all have one shape. */
const SAYS: Readonly<Record<string, Says>> = {
  single_line_text_field: asText, multi_line_text_field: asText, url: asText, color: asText, date: asText, id: asText, language: asText,
  number_integer: asText, number_decimal: asText,
  date_time: (value) => asText(value)?.replace("T", " ").replace(/:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/, ""),
  boolean: (value) => (String(value) === "true" ? "yes" : "no"),
  money: (value) => { const read = Money.safeParse(value).data; return read && `${read.amount} ${read.currency_code}`; },
  rating: (value) => { const read = Rating.safeParse(value).data; return read && `${read.value} of ${read.scale_max}`; },
  link: (value) => { const read = Link.safeParse(value).data; return read && (read.text ?? read.url); },
  rich_text_field: (value) => richText(value, 0),
};
const MEASURES = new Set([
  "dimension", "volume", "weight", "antenna_gain", "area", "battery_charge_capacity", "battery_energy_capacity", "capacitance", "concentration", "data_storage_capacity", "data_transfer_rate",
  "display_density", "distance", "duration", "electric_current", "electrical_resistance", "energy", "frequency", "illuminance", "inductance", "luminous_flux", "mass_flow_rate", "power", "pressure",
  "resolution", "rotational_speed", "sound_level", "speed", "temperature", "thermal_power", "voltage", "volumetric_flow_rate",
]);

/** Why a prompt cannot read metafields of this type, as the end of a sentence; null where it can. */
export function whyUnreadable(type: string): string | null {
  const single = type.replace(/^list\./, "");
  if (single.endsWith("_reference")) return "refers to something else in the shop";
  if (single === "json") return "holds data for programs";
  return sayerOf(single) ? null : `is of a kind that Piccaso does not know (${type.slice(0, 60)})`;
}

/** A metafield's value as a person would write it, bounded; empty where there is none or it cannot be read. A value is text of strangers: it is read, never run. */
export function metafieldText(type: string, value: string): string {
  const single = type.replace(/^list\./, "");
  const says = sayerOf(single);
  if (!says) return "";
  const values = type === single ? [plain(single) ? value : jsonOf(value)] : z.array(z.unknown()).catch([]).parse(jsonOf(value));
  const texts = values.slice(0, MOST_VALUES).flatMap((one) => says(one) ?? []);
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean).join(", ").slice(0, MOST_TEXT);
}

function sayerOf(single: string): Says | undefined {
  return MEASURES.has(single) ? asMeasure : Object.hasOwn(SAYS, single) ? SAYS[single] : undefined;
}

/** Types whose single value is the text itself, not JSON. */
function plain(single: string): boolean {
  return SAYS[single] === asText || single === "date_time" || single === "boolean";
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The words of a rich text; paragraphs and lines of a list follow each other with a space. */
function richText(value: unknown, depth: number): string {
  const branch = Branch.safeParse(value).data;
  if (!branch || depth > MOST_DEPTH) return "";
  const inside = (branch.children ?? []).map((child) => richText(child, depth + 1)).join(branch.type === "paragraph" || branch.type === "heading" || branch.type === "link" ? "" : " ");
  return `${branch.value ?? ""}${inside}`;
}

const UNITS: Readonly<Record<string, string>> = {
  millimeters: "mm", centimeters: "cm", meters: "m", inches: "in", feet: "ft", yards: "yd", milliliters: "ml", centiliters: "cl", liters: "l", cubic_meters: "m³",
  us_fluid_ounces: "fl oz", grams: "g", kilograms: "kg", ounces: "oz", pounds: "lb", watts: "W", volts: "V", square_meters: "m²", celsius: "°C", fahrenheit: "°F",
};

/** Shopify writes units as "cm" or as CENTIMETERS. */
function unitWord(unit: string): string {
  const word = unit.toLowerCase();
  return Object.hasOwn(UNITS, word) ? UNITS[word] ?? unit : unit === unit.toUpperCase() && unit.length > 3 ? word.replaceAll("_", " ") : unit;
}
