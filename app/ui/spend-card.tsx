import { useState } from "react";
import { Filters } from "./filters.tsx";
import { count, dollars, monthWords, whole } from "./format.ts";
import { Select } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";
import { SpendChart } from "./spend-chart.tsx";
import type { ShownDay, SplitBy } from "./spend-chart-model.ts";
import { Table } from "./table.tsx";

interface Figures {
  readonly calls: number;
  readonly images: number;
  readonly micros: number;
  /** Calls without an answer, and what they still hold. */
  readonly uncertain: number;
  readonly heldMicros: number;
}

/** A month as the page shows it; money in micro-dollars. */
export interface ShownMonth {
  readonly month: string;
  readonly months: readonly string[];
  readonly days: number;
  readonly today: number | null;
  readonly byDay: readonly ShownDay[];
  readonly rows: readonly (Figures & { readonly keyId: string; readonly key: string; readonly lastFour: string; readonly model: string; readonly title: string })[];
  readonly total: Figures;
}

const SPLITS = [{ value: "model", label: "Model" }, { value: "key", label: "Key" }, { value: "skill", label: "Skill" }] as const;

/** Where a month's money went: by day as a chart, and by key and model as a table whose last row is their sum. */
export function SpendCard({ spend, loading, onMonth }: { readonly spend: ShownMonth; readonly loading: boolean; readonly onMonth: (month: string) => void }) {
  const [by, setBy] = useState<SplitBy>("model");
  const { month, months, rows, total } = spend;
  const choose = (value: string) => setBy(SPLITS.find((split) => split.value === value)?.value ?? "model");
  return (
    <Card
      title={`Spend by ${by}, ${monthWords(month)}`} flush
      aside={(
        <>
          <Filters label="Split the chart by" value={by} options={SPLITS} onChange={choose} />
          {months.length > 1 ? <div className="pc-month"><Select label="Month" labelHidden value={month} options={months.map((value) => ({ value, label: monthWords(value) }))} onChange={onMonth} /></div> : null}
        </>
      )}
    >
      <div aria-busy={loading} className={loading ? "pc-stale" : undefined}>
        {rows.length === 0 ? <Section><Quiet>{`No call was bought in ${monthWords(month)}. What a run buys stands here by day, key and model.`}</Quiet></Section> : (
          <>
            <div className="pc-chart-room"><SpendChart key={month} days={spend.byDay} daysInMonth={spend.days} today={spend.today} monthName={monthWords(month)} by={by} /></div>
            <Table
              caption={`Spend by key and model in ${monthWords(month)}`}
              columns={[{ key: "model", title: "Model" }, { key: "key", title: "Key" }, { key: "calls", title: "Calls", figures: true }, { key: "images", title: "Images", figures: true }, { key: "held", title: "Uncertain", figures: true }, { key: "spend", title: "Spend", figures: true }]}
              rows={[
                ...rows.map((row) => ({ id: `${row.keyId} ${row.model}`, cells: { model: <span className="pc-name">{row.title}</span>, key: `${row.key} (••••${row.lastFour})`, ...figuresOf(row) } })),
                { id: "all", cells: { model: <strong>All</strong>, key: "", ...figuresOf(total) } },
              ]}
            />
          </>
        )}
      </div>
    </Card>
  );
}

function figuresOf({ calls, images, micros, uncertain, heldMicros }: Figures) {
  return { calls: whole(calls), images: whole(images), held: uncertain === 0 ? "–" : `${count(uncertain, "call")}, ${dollars(heldMicros)} held`, spend: <strong title={`${whole(micros)} micro-dollars`}>{dollars(micros)}</strong> };
}
