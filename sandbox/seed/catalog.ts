import fs from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** A product of a catalog folder, before it has ids. */
export interface CatalogProduct {
  readonly title: string;
  readonly handle: string;
  readonly status: "ACTIVE" | "DRAFT" | "ARCHIVED";
  readonly vendor: string;
  readonly type: string;
  readonly tags: string[];
  readonly description: string;
  readonly images: readonly { readonly src: string; readonly alt: string }[];
  readonly metafields: readonly { readonly namespace: string; readonly key: string; readonly name: string; readonly value: string }[];
  /** `image` is the source of the image that the variant shows. */
  readonly variants: readonly { readonly title: string; readonly price: string; readonly sku: string; readonly image: string | null }[];
}

/** A catalog as it was read. A problem costs an image, never a product. */
export interface Catalog {
  readonly products: readonly CatalogProduct[];
  readonly problems: readonly string[];
}

/** A catalog that cannot be read; the message names the file, the row, the column and what to do. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
}

const Row = z.record(z.string(), z.string());
type Line = { readonly cells: z.output<typeof Row>; readonly number: number };
const STATUS: ReadonlyMap<string, CatalogProduct["status"]> = new Map([["", "ACTIVE"], ["active", "ACTIVE"], ["draft", "DRAFT"], ["archived", "ARCHIVED"]]);
const METAFIELD = /^(.+) \(product\.metafields\.([\w-]+)\.([\w-]+)\)$/;
const PRICE = /^\d+(\.\d+)?$/;

/**
 * Reads products.csv of a folder, in Shopify's product CSV form: the first row of a handle holds the
 * product, the others its images and variants. Throws CatalogError where the form is broken.
 */
export function readCatalog(folder: string): Catalog {
  const file = path.join(folder, "products.csv");
  if (!fs.existsSync(file)) throw new CatalogError(`${file} is not there. A catalog is a folder with products.csv and its images.`);
  const groups = new Map<string, Line[]>();
  for (const line of linesOf(file)) {
    const handle = cell(line, "Handle");
    if (!handle) throw broken(file, line, "Handle", "is empty. Each row needs the handle of its product.");
    groups.set(handle, [...(groups.get(handle) ?? []), line]);
  }
  const products = [...groups].map(([handle, lines]) => productOf(file, handle, lines));
  return { products, problems: products.flatMap((product) => missingImages(folder, product)) };
}

/** A path of the catalog inside its folder; undefined where it leads out of it. */
export function imagePath(folder: string, src: string): string | undefined {
  const full = path.resolve(folder, src);
  return full.startsWith(path.resolve(folder) + path.sep) ? full : undefined;
}

function missingImages(folder: string, { handle, images }: CatalogProduct): string[] {
  return images.flatMap(({ src }) => {
    if (/^https?:/.test(src)) return [];
    const file = imagePath(folder, src);
    return file && fs.existsSync(file) ? [] : [`${handle}: the image ${src} is not in the folder. The product comes without it; put the file there, or correct the column Image Src.`];
  });
}

function linesOf(file: string): Line[] {
  let records: unknown;
  try {
    records = parse(fs.readFileSync(file), { columns: true, bom: true, skip_empty_lines: true, relax_column_count_less: true, max_record_size: 1_000_000 });
  } catch (error) {
    throw new CatalogError(`${file} is not a CSV file that can be read: ${error instanceof Error ? error.message : "unknown"}. Export it again from Shopify, or save it as CSV (UTF-8).`);
  }
  const rows = z.array(Row).parse(records);
  const [first] = rows;
  if (!first) throw new CatalogError(`${file} has no products. Export it again from Shopify.`);
  for (const column of ["Handle", "Title", "Image Src"]) {
    if (!(column in first)) throw new CatalogError(`${file}: the column ${column} is missing. It must be in Shopify's product CSV form.`);
  }
  // A row of the table, as a spreadsheet counts them: cells may hold several lines of text.
  return rows.map((cells, index) => ({ cells, number: index + 2 }));
}

function productOf(file: string, handle: string, lines: readonly Line[]): CatalogProduct {
  const head = lines.find((line) => cell(line, "Title"));
  if (!head) throw new CatalogError(`${file}, row ${lines[0]?.number ?? 2}, column Title: the product ${handle} has no title in any of its rows. Its first row needs one.`);
  const status = STATUS.get(cell(head, "Status").toLowerCase());
  if (!status) throw broken(file, head, "Status", `“${cell(head, "Status")}” is none of active, draft and archived.`);
  const images = lines.filter((line) => cell(line, "Image Src")).map((line) => {
    const position = cell(line, "Image Position");
    if (position && !/^\d+$/.test(position)) throw broken(file, line, "Image Position", `“${position}” is not a whole number.`);
    return { src: cell(line, "Image Src"), alt: cell(line, "Image Alt Text"), position: Number(position || line.number) };
  }).sort((a, b) => a.position - b.position);
  const variants = lines.filter((line) => cell(line, "Option1 Value")).map((line) => variantOf(file, line));
  return {
    handle, status, title: cell(head, "Title"), vendor: cell(head, "Vendor"), type: cell(head, "Type"), tags: cell(head, "Tags").split(",").map((tag) => tag.trim()).filter(Boolean),
    description: cell(head, "Body (HTML)").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim(),
    metafields: metafieldsOf(head), images: images.map(({ src, alt }) => ({ src, alt })), variants: variants.length ? variants : [{ title: "Default Title", price: cell(head, "Variant Price") || "0", sku: cell(head, "Variant SKU"), image: null }],
  };
}

/** Columns as Shopify exports them: "Material (product.metafields.custom.material)". */
function metafieldsOf({ cells }: Line): CatalogProduct["metafields"] {
  return Object.entries(cells).flatMap(([column, value]) => {
    const [, name, namespace, key] = METAFIELD.exec(column) ?? [];
    return name && namespace && key && value.trim() ? [{ namespace, key, name, value: value.trim() }] : [];
  });
}

function variantOf(file: string, line: Line): CatalogProduct["variants"][number] {
  const price = cell(line, "Variant Price");
  if (price && !PRICE.test(price)) throw broken(file, line, "Variant Price", `“${price}” is not a price such as 19.90, without a currency and with a point.`);
  const title = ["Option1 Value", "Option2 Value", "Option3 Value"].map((column) => cell(line, column)).filter(Boolean).join(" / ");
  return { title, price: price || "0", sku: cell(line, "Variant SKU"), image: cell(line, "Variant Image") || null };
}

function cell(line: Line, column: string): string {
  return line.cells[column]?.trim() ?? "";
}

function broken(file: string, line: Line, column: string, what: string): CatalogError {
  return new CatalogError(`${file}, row ${line.number}, column ${column}: ${what}`);
}
