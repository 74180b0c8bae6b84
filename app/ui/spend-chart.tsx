import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { dollars } from "./format.ts";
import { chartOf, dayWords, type Chart, type ShownDay, type SplitBy } from "./spend-chart-model.ts";

/** Days that are named below the chart, besides today. */
const NAMED = new Set([1, 5, 10, 15, 20, 25, 30]);
/** How near today a named day would touch its word. */
const NEAR_TODAY = 4;

/** A month's spend, one column a day: pattern and colour tell the series apart, arrow keys go from day to day, and the same figures stand in a table below it. */
export function SpendChart({ days, daysInMonth, today, monthName, by }: { readonly days: readonly ShownDay[]; readonly daysInMonth: number; readonly today: number | null; readonly monthName: string; readonly by: SplitBy }) {
  const chart = chartOf(days, daysInMonth, by);
  const [chosen, setChosen] = useState<number | null>(null);
  const day = Math.min(chosen ?? today ?? 1, daysInMonth);
  const top = chart.ticks.at(-1) ?? 1;
  const key = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -daysInMonth, End: daysInMonth };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setChosen(Math.max(1, Math.min(daysInMonth, day + step)));
  };
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setChosen(Math.max(1, Math.min(daysInMonth, Math.ceil(((event.clientX - left) / width) * daysInMonth))));
  };
  return (
    <div className="pc-spend">
      <ul className="pc-legend">{chart.series.map((name, place) => <li key={name}><i className={`pc-series-${place}`} />{name}</li>)}</ul>
      <div className="pc-chart">
        <ol className="pc-chart-scale" aria-hidden="true">{[...chart.ticks].reverse().map((tick) => <li key={tick}>{dollars(tick)}</li>)}</ol>
        <div
          className="pc-chart-days" role="slider" tabIndex={0} aria-label={`Spend by day of ${monthName}`} aria-valuemin={1} aria-valuemax={daysInMonth} aria-valuenow={day} aria-valuetext={dayWords(chart, day, monthName)}
          onKeyDown={key} onPointerMove={point} onPointerDown={point}
        >
          {chart.columns.map((column) => (
            <span key={column.day} className={chosen === column.day ? "pc-chart-day pc-chart-chosen" : "pc-chart-day"}>
              {column.parts.map(({ series, micros }) => <i key={series} className={`pc-series-${series}`} style={{ height: `${(micros / top) * 100}%` }} />)}
              {nameOf(column.day, today, daysInMonth) ? <b className={column.day === today ? "pc-chart-today" : undefined}>{nameOf(column.day, today, daysInMonth)}</b> : null}
            </span>
          ))}
        </div>
      </div>
      <p className="pc-small pc-chart-said">{dayWords(chart, day, monthName)}</p>
      <DayTable chart={chart} monthName={monthName} />
    </div>
  );
}

function nameOf(day: number, today: number | null, daysInMonth: number): string | null {
  if (day === today) return "Today";
  const fits = today === null || Math.abs(day - today) >= NEAR_TODAY;
  return fits && day <= daysInMonth && NAMED.has(day) ? String(day) : null;
}

/** The chart in figures. */
function DayTable({ chart: { series, columns }, monthName }: { readonly chart: Chart; readonly monthName: string }) {
  return (
    <details className="pc-chart-table">
      <summary>Days (UTC) as a table</summary>
      <div className="pc-scroll" tabIndex={0} role="region" aria-label={`Spend by day of ${monthName}, as a table`}>
        <table className="pc-days">
          <thead><tr><th scope="col">Day</th>{series.map((name) => <th key={name} scope="col">{name}</th>)}<th scope="col">All</th></tr></thead>
          <tbody>
            {columns.filter(({ micros }) => micros > 0).map(({ day, micros, parts }) => (
              <tr key={day}><th scope="row">{day}</th>{series.map((name, place) => <td key={name}>{dollars(parts.find((part) => part.series === place)?.micros ?? 0)}</td>)}<td>{dollars(micros)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
