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
  readonly variants: readonly { readonly title: string; readonly price: string; readonly sku: string }[];
}

/** A catalog that cannot be read; the message names the file, the row and what to do. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
}

const Row = z.record(z.string(), z.string());
const STATUS = { active: "ACTIVE", draft: "DRAFT", archived: "ARCHIVED" } as const;

/** Reads products.csv of a folder, in Shopify's product CSV form: the first row of a handle holds the product, the others its images and variants. */
export function readCatalog(folder: string): CatalogProduct[] {
  const file = path.join(folder, "products.csv");
  if (!fs.existsSync(file)) throw new CatalogError(`${file} is not there. A catalog is a folder with products.csv and its images.`);
  const rows = rowsOf(file);
  const groups = new Map<string, { row: z.output<typeof Row>; line: number }[]>();
  rows.forEach((row, index) => {
    const handle = row["Handle"]?.trim() ?? "";
    if (!handle) throw new CatalogError(`${file}, row ${index + 2}: the column Handle is empty. Each row needs the handle of its product.`);
    groups.set(handle, [...(groups.get(handle) ?? []), { row, line: index + 2 }]);
  });
  return [...groups].map(([handle, group]) => productOf(file, handle, group));
}

function rowsOf(file: string): z.output<typeof Row>[] {
  let records: unknown;
  try {
    records = parse(fs.readFileSync(file), { columns: true, bom: true, skip_empty_lines: true, relax_column_count_less: true, max_record_size: 1_000_000 });
  } catch (error) {
    throw new CatalogError(`${file} is not a CSV file that can be read: ${error instanceof Error ? error.message : ""}. Export it again from Shopify, or save it as CSV (UTF-8).`);
  }
  const rows = z.array(Row).parse(records);
  for (const column of ["Handle", "Title", "Image Src"]) {
    if (rows[0] && !(column in rows[0])) throw new CatalogError(`${file}: the column ${column} is missing. It must be in Shopify's product CSV form.`);
  }
  if (rows.length === 0) throw new CatalogError(`${file} has no products.`);
  return rows;
}

function productOf(file: string, handle: string, group: readonly { row: z.output<typeof Row>; line: number }[]): CatalogProduct {
  const cell = (row: z.output<typeof Row>, column: string) => row[column]?.trim() ?? "";
  const head = group.find(({ row }) => cell(row, "Title"));
  if (!head) throw new CatalogError(`${file}, row ${group[0]?.line ?? 2}: the product ${handle} has no Title in any of its rows.`);
  const images = group.filter(({ row }) => cell(row, "Image Src")).map(({ row, line }) => {
    const position = cell(row, "Image Position");
    if (position && !/^\d+$/.test(position)) throw new CatalogError(`${file}, row ${line}, column Image Position: “${position}” is not a whole number.`);
    return { src: cell(row, "Image Src"), alt: cell(row, "Image Alt Text"), position: Number(position || line) };
  }).sort((a, b) => a.position - b.position);
  const variants = group.filter(({ row }) => cell(row, "Option1 Value")).map(({ row }) => ({ title: cell(row, "Option1 Value"), price: cell(row, "Variant Price") || "0", sku: cell(row, "Variant SKU") }));
  const status = cell(head.row, "Status").toLowerCase();
  return {
    handle, title: cell(head.row, "Title"), vendor: cell(head.row, "Vendor"), type: cell(head.row, "Type"), tags: cell(head.row, "Tags").split(",").map((tag) => tag.trim()).filter(Boolean),
    description: cell(head.row, "Body (HTML)").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim(), status: status === "draft" || status === "archived" ? STATUS[status] : "ACTIVE",
    images: images.map(({ src, alt }) => ({ src, alt })), variants: variants.length ? variants : [{ title: "Default", price: "0", sku: "" }],
  };
}
