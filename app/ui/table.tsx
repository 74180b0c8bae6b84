import type { ReactNode } from "react";

/** A column: its heading, where figures stand right, and whether a phone shows it. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly figures?: boolean;
  /** The heading is read, not shown. */
  readonly quiet?: boolean;
  readonly width?: string;
}

/** A table. On a phone each row becomes a block with its headings beside the values, nothing is dropped. */
export function Table({ caption, columns, rows }: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly id: string; readonly cells: Readonly<Record<string, ReactNode>> }[];
}) {
  return (
    <table className="pc-table">
      <caption className="pc-hidden">{caption}</caption>
      <thead>
        <tr>{columns.map(({ key, title, figures, quiet, width }) => (
          <th key={key} scope="col" className={figures ? "pc-figures" : undefined} style={width ? { width } : undefined}>{quiet ? <span className="pc-hidden">{title}</span> : title}</th>
        ))}</tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }) => (
          <tr key={id}>{columns.map(({ key, title, figures, quiet }) => (
            <td key={key} className={figures ? "pc-figures" : undefined} data-title={quiet ? "" : title}>{cells[key]}</td>
          ))}</tr>
        ))}
      </tbody>
    </table>
  );
}
