import type { Product } from "./product.ts";

/** Shopify's limit for alt text, in characters. */
export const ALT_LIMIT = 512;

/** The longest prompt that is sent, in characters; what is longer is cut. */
export const MOST_PROMPT = 5_000;

/** {{name}} marks and @name mentions; a metafield's name has four parts. An @ inside a word (an address) is no mention. */
export const IN_PROMPTS = /\{\{\s*([\w.-]{1,160})\s*\}\}|(?<![\w@.])@(product\.metafields\.[\w-]{1,64}\.[\w-]{1,64}|[a-z][\w-]{0,39}(?:\.[a-z][\w-]{0,39})?)/gi;

/** Fills {{name}} marks with values. Unknown names are left out of the text and returned, so that they can be shown. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): { text: string; unknown: string[] } {
  return fill(/\{\{\s*([\w.-]{1,160})\s*\}\}/g, template, values);
}

/** Fills a prompt: {{name}} marks, and @name mentions of product fields, inputs and other steps. */
export function fillPrompt(prompt: string, values: Readonly<Record<string, string>>): { text: string; unknown: string[] } {
  return fill(IN_PROMPTS, prompt, values);
}

/** The names that a prompt mentions, each once. */
export function mentionsIn(prompt: string): string[] {
  return fillPrompt(prompt, {}).unknown.filter((name, index, all) => all.indexOf(name) === index);
}

function fill(marks: RegExp, template: string, values: Readonly<Record<string, string>>): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  // One pass, so that a value that looks like a mark is not filled again.
  const text = template.replace(marks, (_mark, marked: string | undefined, mentioned: unknown) => {
    const name = marked ?? (typeof mentioned === "string" ? mentioned : "");
    if (Object.hasOwn(values, name)) return values[name] ?? "";
    unknown.push(name);
    return "";
  });
  return { text: text.replace(/\s+/g, " ").trim(), unknown };
}

/** A name for a file in an address: letters, digits and hyphens, at most 80, never empty. */
export function slugOf(text: string): string {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80).replace(/-+$/, "") || "image";
}

/** Alt text of at most so many characters (Shopify's limit), cut at a word. */
export function altTextOf(text: string, most = ALT_LIMIT): string {
  const clean = text.replace(/\s+/g, " ").trim();
  if (clean.length <= most) return clean;
  const cut = clean.slice(0, most);
  const word = cut.lastIndexOf(" ");
  return word > most / 2 ? cut.slice(0, word) : cut;
}

/** A description may be a page long: a prompt takes its beginning, in characters. */
const MOST_DESCRIPTION = 600;

/** The product fields that a prompt may mention. The variant is empty where the items of a run are no variants. */
export const PRODUCT_FIELDS = [
  { name: "product.title", label: "Title" }, { name: "product.vendor", label: "Vendor" }, { name: "product.type", label: "Type" }, { name: "product.handle", label: "Handle" },
  { name: "product.tags", label: "Tags" }, { name: "product.description", label: "Description" }, { name: "product.variant", label: "Variant" },
] as const;

/** The values that a template may name for a product. `n` is the number of the image. */
export function productValues(product: Pick<Product, "title" | "handle" | "vendor" | "type" | "tags" | "description" | "metafields" | "variant">, n: number): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(product.metafields).map(([key, value]) => [`product.metafields.${key}`, value])),
    "product.tags": product.tags.join(", "), "product.description": product.description.replace(/\s+/g, " ").trim().slice(0, MOST_DESCRIPTION),
    "product.title": product.title, "product.handle": product.handle, "product.vendor": product.vendor, "product.type": product.type, "product.variant": product.variant?.title ?? "", n: String(n) };
}
