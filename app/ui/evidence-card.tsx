import { Badge } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card } from "./layout.tsx";
import { Table } from "./table.tsx";

/** What a step found of one thing that it looked at. */
export interface Evidence {
  readonly title: string;
  readonly result: keyof typeof RESULTS;
  readonly text: string;
}

const RESULTS = {
  chosen: { tone: "success", icon: "check", children: "Chosen" }, passed: { tone: "success", icon: "check-circle", children: "Passed" }, advice: { tone: "warning", icon: "info", children: "Advised" },
  broken: { tone: "critical", icon: "failed", children: "Not passed" }, none: { tone: "neutral", children: "Not chosen" },
} as const satisfies Readonly<Record<string, BadgeProps>>;

/** Why a step decided as it did: one line for each image or rule that it looked at. */
export function EvidenceCard({ title, rows }: { readonly title: string; readonly rows: readonly Evidence[] }) {
  return (
    <Card title={title} note="What this step found" flush>
      <Table
        caption={`What ${title} found`} columns={[{ key: "what", title: "What" }, { key: "result", title: "Result" }, { key: "why", title: "Why" }]}
        rows={rows.map(({ title: what, result, text }, index) => ({ id: `${index}`, cells: { what: <span className="pc-name">{what}</span>, result: <Badge {...RESULTS[result]} />, why: text } }))}
      />
    </Card>
  );
}
