import { AppError } from "./errors.ts";
import { plainText } from "./plain-text.ts";

/** The most lines of a list of products that are looked for. */
export const MOST_LINES = 2_500;
/** The most characters of a list. */
export const MOST_LIST = 500_000;
/** The longest handle or SKU that Shopify allows. */
const MOST_VALUE = 255;

/** A line of a list: where it stands, counting from 1, and what it names. */
export interface ListLine {
  readonly line: number;
  readonly value: string;
}

/** A list as it was read. `by` is what its header says that it names; either where it has none. */
export interface ProductList {
  readonly by: "handle" | "sku" | "either";
  readonly lines: readonly ListLine[];
}

const HEADERS: readonly { readonly by: "handle" | "sku"; readonly names: readonly string[] }[] = [
  { by: "handle", names: ["handle", "url handle", "product handle"] },
  { by: "sku", names: ["sku", "variant sku"] },
];

/**
 * Reads handles or SKUs as they were pasted or exported: one a line, or the column of a CSV file (commas, semicolons
 * or tabs, quotes by RFC 4180) that its header calls Handle or SKU, the first column without such a header. Empty
 * lines are no lines; what is named twice counts once, where it stands first. Throws invalid_input for an empty or
 * broken list, too_large beyond MOST_LINES.
 */
export function readProductList(text: string): ProductList {
  const records = recordsOf(plainText(text).replace(/^\uFEFF/, ""));
  const [head] = records;
  const header = head ? headerOf(head.cells) : null;
  const place = header?.place ?? 0;
  const seen = new Set<string>();
  const lines: ListLine[] = [];
  for (const { line, cells } of header ? records.slice(1) : records) {
    const value = (cells[place] ?? "").trim();
    if (value === "" || seen.has(value.toLowerCase())) continue;
    seen.add(value.toLowerCase());
    lines.push({ line, value: value.slice(0, MOST_VALUE + 1) });
  }
  if (lines.length === 0) throw new AppError("invalid_input", "an empty list", { field: "selection", say: "This list names no product. Write one handle or SKU a line." });
  if (lines.length > MOST_LINES) throw new AppError("too_large", "a list too long", { field: "selection", say: `This list has ${lines.length.toLocaleString("en-US")} lines, and one run takes at most ${MOST_LINES.toLocaleString("en-US")} products. Split it.` });
  return { by: header?.by ?? "either", lines };
}

function headerOf(cells: readonly string[]): { by: "handle" | "sku"; place: number } | null {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  for (const { by, names: known } of HEADERS) {
    const place = names.findIndex((name) => known.includes(name));
    if (place >= 0) return { by, place };
  }
  return null;
}

/** The records of a CSV text with the line on which each begins. One pass over the characters, whatever they are. */
function recordsOf(text: string): { line: number; cells: string[] }[] {
  const delimiter = delimiterOf(text);
  const records: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let begun = 1;
  const end = () => { records.push({ line: begun, cells: [...cells, cell] }); cells = []; cell = ""; begun = line; };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\n") line += 1;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') { cell += '"'; at += 1; }
      else quoted = false;
    } else if (char === '"' && cell.trim() === "") { quoted = true; cell = ""; }
    else if (char === delimiter) { cells.push(cell); cell = ""; }
    else if (char === "\n") end();
    else if (char !== "\r") cell += char;
    // An old Mac's file ends its lines with CR alone.
    else if (text.charAt(at + 1) !== "\n") { line += 1; end(); }
  }
  if (quoted) throw new AppError("invalid_input", "a quote without its end", { field: "selection", say: `A quote that begins on line ${begun} has no end. Correct the file and choose it again.` });
  if (cell !== "" || cells.length > 0) end();
  return records;
}

/** What separates the cells of the first line: a handle has none of these in it. */
function delimiterOf(text: string): string {
  const [first = ""] = text.split(/[\r\n]/, 1);
  return ["\t", ";", ","].find((one) => first.includes(one)) ?? ",";
}
