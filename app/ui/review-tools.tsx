import { useState } from "react";
import { Filters } from "./filters.tsx";
import { when } from "./format.ts";
import { Icon, Select, TextField } from "./kit.tsx";
import { useClock } from "./workspace.tsx";

const SOON_MS = 48 * 3_600_000;
export const FEWEST_ACROSS = 4;
export const MOST_ACROSS = 8;

const COSTS = [{ value: "", label: "Any cost" }, { value: "free", label: "No cost" }, { value: "to-5", label: "Up to $0.05" }, { value: "to-20", label: "$0.05 to $0.20" }, { value: "over-20", label: "Over $0.20" }];

/** What is listed, as it stands in the address. */
export interface ListFilter {
  readonly state: string;
  readonly run: string | null;
  readonly model: string | null;
  readonly product: string;
  readonly cost: string | null;
  readonly mine: boolean;
}

/** Filters, each a part of the address; the expiry of the first ones, and the size of the images. */
export function ReviewTools({ filter, counts, runs, models, firstExpiry, across, onFilter, onAcross }: {
  readonly filter: ListFilter;
  readonly counts: { readonly awaiting: number; readonly approved: number; readonly rejected: number; readonly mine: number };
  readonly runs: readonly { readonly id: string; readonly label: string }[];
  readonly models: readonly { readonly id: string; readonly label: string }[];
  readonly firstExpiry: string | null;
  readonly across: number;
  readonly onFilter: (changes: Readonly<Record<string, string | null>>) => void;
  readonly onAcross: (across: number) => void;
}) {
  const { now, local } = useClock();
  const soon = firstExpiry !== null && Date.parse(firstExpiry) - now < SOON_MS;
  return (
    <div className="pc-review-tools">
      <Filters
        label="Show images" value={filter.state} onChange={(state) => onFilter({ state: state === "awaiting" ? null : state })}
        options={[
          { value: "awaiting", label: "To decide", count: counts.awaiting }, { value: "approved", label: "Approved", count: counts.approved },
          { value: "rejected", label: "Rejected", count: counts.rejected }, { value: "all", label: "All", count: counts.awaiting + counts.approved + counts.rejected },
        ]}
      />
      {counts.mine > 0 || filter.mine ? <span className="pc-filters"><button type="button" aria-pressed={filter.mine} onClick={() => onFilter({ mine: filter.mine ? null : "1" })}>Assigned to you<span className="pc-tabular"> {counts.mine}</span></button></span> : null}
      {firstExpiry && counts.awaiting > 0 ? <span className={soon ? "pc-expiry pc-expiry-soon" : "pc-expiry"}><Icon name="clock" />{`The first go ${when(firstExpiry, now, local).replace(/^T/, "t")}`}</span> : null}
      <span className="pc-across" role="group" aria-label="Size of the images">
        <button type="button" aria-label="Larger images" disabled={across <= FEWEST_ACROSS} onClick={() => onAcross(across - 1)}><Icon name="minus" /></button>
        <span>{across} across</span>
        <button type="button" aria-label="Smaller images" disabled={across >= MOST_ACROSS} onClick={() => onAcross(across + 1)}><Icon name="plus" /></button>
      </span>
      <div className="pc-list-filters" role="group" aria-label="Filters">
        {runs.length > 0 ? <Select label="Run" labelHidden value={filter.run ?? ""} options={[{ value: "", label: "All runs" }, ...runs.map(({ id, label }) => ({ value: id, label }))]} onChange={(run) => onFilter({ run: run || null })} /> : null}
        {models.length > 0 ? <Select label="Model" labelHidden value={filter.model ?? ""} options={[{ value: "", label: "All models" }, ...models.map(({ id, label }) => ({ value: id, label }))]} onChange={(model) => onFilter({ model: model || null })} /> : null}
        {models.length > 0 ? <Select label="Cost" labelHidden value={filter.cost ?? ""} options={COSTS} onChange={(cost) => onFilter({ cost: cost || null })} /> : null}
        <ProductFilter key={filter.product} product={filter.product} onProduct={(product) => onFilter({ product: product || null })} />
      </div>
    </div>
  );
}

function ProductFilter({ product, onProduct }: { readonly product: string; readonly onProduct: (product: string) => void }) {
  const [text, setText] = useState(product);
  return <TextField kind="search" label="Product" labelHidden placeholder="Product, then Enter" value={text} maxLength={120} onChange={(value) => { setText(value); if (value === "" && product !== "") onProduct(""); }} onEnter={() => onProduct(text.trim())} />;
}
