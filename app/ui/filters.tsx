import { whole } from "./format.ts";

/** Filters as pills, one pressed; the figure says how many there are. */
export function Filters({ label, value, options, onChange }: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div className="pc-filters" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.label}{option.count === undefined ? null : <span className="pc-tabular"> {whole(option.count)}</span>}
        </button>
      ))}
    </div>
  );
}
