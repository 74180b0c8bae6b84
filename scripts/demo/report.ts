import fs from "node:fs";
import type { Evidence } from "./evidence.ts";
import type { Figures } from "./figures.ts";

/** The figures and the contradictions, as `--json` writes them. */
export type Report = Figures & { readonly problems: readonly string[] };

const LABELS: readonly (readonly [Exclude<keyof Figures, "calls">, string])[] = [
  ["products", "Products"], ["items", "Items"], ["succeeded", "Succeeded"], ["failed", "Failed"], ["uncertain", "Uncertain"], ["outputs", "Outputs"], ["approved", "Approved"],
  ["published", "Published images"], ["undone", "Undone images"], ["quotedMaxMicros", "Quoted at most"], ["spentMicros", "Spent"], ["ledgerMicros", "Charged by providers"],
];

/** The table that is printed, with what was left out, failed or rejected, and why. */
export function tableOf(report: Report, { skill, run, items, judged }: Evidence): string {
  const calls = Object.values(report.calls).reduce((sum, count) => sum + count, 0);
  const rows: [string, string][] = [
    ["Skill", skill], ...LABELS.map(([key, label]): [string, string] => [label, key.endsWith("Micros") ? dollars(report[key]) : String(report[key])]),
    ["Paid calls", String(calls)], ["Time", `${(report.wallMs / 1000).toFixed(1)} s`],
  ];
  return [
    ...rows.map(([label, value]) => `  ${label.padEnd(22)}${value}`),
    ...section("Left out", run.leftOut.map(({ title, why }) => `${title}: ${why}`)),
    ...section("Not succeeded", items.filter(({ state }) => state !== "done").map(({ title, state, say }) => `${title}, ${state}: ${say ?? ""}`)),
    ...section("Rejected", judged.flatMap(({ output, reject }) => (reject === null ? [] : [`${output.productTitle}: ${reject}`]))),
    ...section("Problems", report.problems),
  ].join("\n");
}

/** Writes the report where `--json` says. */
export function writeReport(file: string, report: Report): void {
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(2)}`;
}
