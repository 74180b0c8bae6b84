/** One line of a table: what was measured, its value, the floor of the same run and the ratio where there is one, and the aim. */
export interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: { readonly what: string; readonly value: number };
  /** value ÷ floor. */
  readonly ratio?: number;
  readonly aim?: { readonly text: string; readonly met: boolean };
  readonly note?: string;
}

/** What one measure found. */
export interface Report {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

/** A line with a floor: its ratio is value ÷ floor. */
export function against(line: Omit<Line, "ratio">, floor: { what: string; value: number }): Line {
  return { ...line, floor, ratio: line.value / floor.value };
}

/** The report as text, one table. Never fails for a missed aim: it says so. */
export function printed({ name, lines, notes }: Report): string {
  const rows = [["measure", "value", "floor", "ratio", "aim"], ...lines.map(cells)];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
  return [`\n${name}`, ...table, ...notes.map((note) => `  ${note}`)].join("\n");
}

function cells({ what, value, unit, floor, ratio, aim, note }: Line): string[] {
  const goal = aim ? `${aim.text}: ${aim.met ? "met" : "missed"}` : "";
  return [what, `${short(value)} ${unit}`.trim(), floor ? `${short(floor.value)} ${floor.what}` : "", ratio === undefined ? "" : ratio.toFixed(2), [goal, note].filter(Boolean).join("; ")];
}

/** Three figures are enough for what is measured here. */
export function short(value: number): string {
  return value >= 100 || Number.isInteger(value) ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}
