/** What a spreadsheet may read as a formula: such a character first, also behind blanks and characters that nobody sees (OWASP CSV Injection; full-width forms count). */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * One line of a CSV file by RFC 4180: every cell quoted, ended by CR LF. A text that a spreadsheet could
 * run as a formula gets an apostrophe in front, which makes it a text; plain numbers stay numbers.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(cell === null ? "" : String(cell))).join(",")}\r\n`;
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
