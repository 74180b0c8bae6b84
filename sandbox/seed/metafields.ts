import type { Metafield } from "../state.ts";

/** What the merchant of the seed has described for products: one of each kind that a prompt meets, and one that it cannot read. */
export const DEFINITIONS = [
  { namespace: "custom", key: "material", name: "Material", type: "single_line_text_field" },
  { namespace: "custom", key: "colours", name: "Colours", type: "list.single_line_text_field" },
  { namespace: "custom", key: "height", name: "Height", type: "dimension" },
  { namespace: "custom", key: "care", name: "Care guide", type: "rich_text_field" },
  { namespace: "custom", key: "designer", name: "Designer", type: "metaobject_reference" },
] as const;

interface Facts {
  readonly material?: string;
  readonly colours?: readonly string[];
  /** Centimetres. */
  readonly height?: number;
  readonly care?: string;
}

/** As in life, some products have all, most have some, and some have none. */
const FACTS: Readonly<Record<string, Facts>> = {
  "Alba Vase": { material: "stoneware", colours: ["clay", "sea green"], height: 32, care: "Wipe with a soft cloth." },
  "Low Bowl": { material: "stoneware", colours: ["ink blue"], height: 9 },
  "Morning Mug": { material: "porcelain", colours: ["yellow", "moss", "rose"], height: 9.5, care: "Dishwasher safe." },
  "Market Tote": { material: "organic cotton", colours: ["rose", "moss"] },
  "City Backpack": { material: "recycled sailcloth", colours: ["slate", "black"], height: 44 },
  "Zip Pouch": { colours: ["sea green"] },
  "Night Serum": { height: 10 },
  "Day Cream": { height: 6 },
  "Cone Lamp": { material: "linen and brass", colours: ["ochre"], height: 58, care: "Dust the shade with a dry brush." },
  "Pendant Dome": { material: "powder-coated steel" },
};

/** The metafields of a product of the seed, by its title. */
export function seedMetafields(title: string): Metafield[] {
  const { material, colours, height, care } = FACTS[title] ?? {};
  const custom = (key: string, type: string, value: string): Metafield => ({ namespace: "custom", key, type, value });
  return [
    ...(material === undefined ? [] : [custom("material", "single_line_text_field", material)]),
    ...(colours === undefined ? [] : [custom("colours", "list.single_line_text_field", JSON.stringify(colours))]),
    ...(height === undefined ? [] : [custom("height", "dimension", JSON.stringify({ value: height, unit: "cm" }))]),
    ...(care === undefined ? [] : [custom("care", "rich_text_field", JSON.stringify({ type: "root", children: [{ type: "paragraph", children: [{ type: "text", value: care }] }] }))]),
  ];
}
