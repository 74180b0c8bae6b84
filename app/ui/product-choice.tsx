import { useState } from "react";
import type { Unit } from "#app/core/unit.ts";
import { count } from "./format.ts";
import { Filters } from "./filters.tsx";
import { useHost } from "./host.tsx";
import { Button, Select, TextField } from "./kit.tsx";
import { Card, Section } from "./layout.tsx";
import { Strip } from "./picture.tsx";
import { FieldError, SkeletonLines } from "./states.tsx";
import { Icon } from "./kit.tsx";

/** How products are chosen. */
export type ProductSelection =
  | { readonly kind: "products"; readonly ids: string[] }
  | { readonly kind: "collection"; readonly id: string; readonly title: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "search"; readonly query: string }
  | { readonly kind: "small-photo"; readonly below: number };

/** What a selection holds, and what keeps some of it from being run. */
export interface SelectedProducts {
  readonly label: string;
  /** Items, and how many of them can be run; in words: "12 photos of 5 products". */
  readonly count: number;
  readonly usable: number;
  readonly words: string;
  readonly products: readonly { readonly id: string; readonly title: string; readonly photo: string | null }[];
  readonly problems: readonly { readonly kind: "no-photo" | "small-photo"; readonly text: string; readonly products: readonly { readonly id: string; readonly title: string }[] }[];
}

type Way = ProductSelection["kind"];
const WAYS: readonly { readonly value: Way; readonly label: string }[] = [{ value: "products", label: "By hand" }, { value: "collection", label: "Collection" }, { value: "tag", label: "Tag" }, { value: "search", label: "Search" }, { value: "small-photo", label: "Small photos" }];

const UNITS: readonly { readonly value: Unit; readonly label: string }[] = [{ value: "product", label: "Product" }, { value: "image", label: "Photo" }, { value: "variant", label: "Variant" }];

/** Tiles of the strip; the next one says how many more. */
const SHOWN = 10;

/** Where small begins if nothing else is said, pixels. */
const SMALL = "1000";

/** Chooses products by hand, collection, tag, search or the size of their photo; their problems stand under them. */
export function ProductChoice({ selection, unit, view, busy, error, collections, onChoose, onUnit }: {
  readonly selection: ProductSelection | null;
  /** What the skill runs on one by one. */
  readonly unit: Unit;
  readonly view: SelectedProducts | null;
  readonly busy: boolean;
  readonly error: string | null;
  readonly collections: readonly { readonly id: string; readonly title: string; readonly count: number }[];
  readonly onChoose: (selection: ProductSelection) => void;
  readonly onUnit: (unit: Unit) => void;
}) {
  const host = useHost();
  const [way, setWay] = useState<Way>(selection?.kind ?? "products");
  const [text, setText] = useState("");
  const [below, setBelow] = useState(selection?.kind === "small-photo" ? String(selection.below) : SMALL);
  const pixels = Number(below);
  const sized = Number.isInteger(pixels) && pixels >= 100 && pixels <= 5_000;
  const find = () => { if (sized) onChoose({ kind: "small-photo", below: pixels }); };
  const pick = async () => {
    const ids = await host.pickProducts({ selectedIds: selection?.kind === "products" ? selection.ids : [] });
    if (ids && ids.length > 0) onChoose({ kind: "products", ids: [...ids] });
  };
  const typed = () => {
    if (way === "tag" && text.trim()) onChoose({ kind: "tag", tag: text.trim() });
    if (way === "search") onChoose({ kind: "search", query: text.trim() });
  };
  return (
    <Card title={view ? view.words : "Products"} note={view ? `${view.label}, frozen when the run starts` : "Choose what the skill runs on"} aside={<Filters label="Choose products" value={way} options={WAYS} onChange={(value) => { const found = WAYS.find((one) => one.value === value); if (found) setWay(found.value); }} />} flush>
      <div className="pc-choice">
        {way === "products" ? (
          <div className="pc-row">
            <Button icon="product" onAction={() => void pick()} disabled={!host.hasPicker}>{selection?.kind === "products" ? "Change products" : "Pick products"}</Button>
            <span className="pc-quiet">Up to 250, in the picker of your shop.</span>
          </div>
        ) : null}
        {way === "collection" ? (
          <Select
            label="Collection" value={selection?.kind === "collection" ? selection.id : ""}
            options={[{ value: "", label: collections.length > 0 ? "Choose a collection" : "This shop has no collections" }, ...collections.map(({ id, title, count: size }) => ({ value: id, label: `${title}, ${count(size, "product")}` }))]}
            onChange={(id) => { const found = collections.find((one) => one.id === id); if (found) onChoose({ kind: "collection", id, title: found.title }); }}
          />
        ) : null}
        {way === "tag" || way === "search" ? (
          <div className="pc-choice-text">
            <div className="pc-grow"><TextField kind={way === "search" ? "search" : "text"} label={way === "tag" ? "Tag" : "Search your products"} help={way === "tag" ? "As it is written on the products." : "Title, vendor, type or SKU. Leave it empty for all products."} value={text} onChange={setText} maxLength={way === "tag" ? 255 : 200} onEnter={typed} /></div>
            <div className="pc-choice-button"><Button onAction={typed} disabled={way === "tag" && !text.trim()}>{way === "tag" ? "Use tag" : text.trim() ? "Use search" : "Use all products"}</Button></div>
          </div>
        ) : null}
        {way === "small-photo" ? (
          <div className="pc-choice-text">
            <div className="pc-grow"><TextField kind="number" label="Longer side below" suffix="pixels" help="Products whose first photo is smaller. 100 to 5000." error={sized ? undefined : "Write a number from 100 to 5000"} min={100} max={5_000} step={1} value={below} onChange={setBelow} onEnter={find} /></div>
            <div className="pc-choice-button"><Button onAction={find} disabled={!sized}>Find small photos</Button></div>
          </div>
        ) : null}
        <div className="pc-row"><span className="pc-label">Run once for each</span><Filters label="Run once for each" value={unit} options={UNITS} onChange={(value) => { const found = UNITS.find((one) => one.value === value); if (found) onUnit(found.value); }} /></div>
        {error ? <FieldError>{error}</FieldError> : null}
        {busy ? <SkeletonLines lines={2} /> : view?.products.length ? (
          <Strip label="Chosen products" images={view.products.slice(0, SHOWN).map(({ photo, title }) => ({ image: photo, alt: title }))} size={53} more={view.count - Math.min(SHOWN, view.products.length)} />
        ) : null}
        {!busy && view?.count === 0 ? <p className="pc-quiet">No products are in this selection.</p> : null}
      </div>
      {!busy && view ? view.problems.map((problem) => <ProblemLine key={problem.kind} problem={problem} />) : null}
    </Card>
  );
}

const NAMED = 3;

function ProblemLine({ problem }: { readonly problem: SelectedProducts["problems"][number] }) {
  const [all, setAll] = useState(false);
  const names = problem.products.map(({ title }) => title);
  const shown = all ? names : names.slice(0, NAMED);
  return (
    <Section tone="warning">
      <div className="pc-next">
        <Icon name={problem.kind === "no-photo" ? "alert" : "info"} />
        <p className="pc-grow"><strong>{problem.text}</strong>{`: ${shown.join(", ")}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ""}`}</p>
        {names.length > NAMED ? <button type="button" className="pc-text-button" onClick={() => setAll(!all)}>{all ? "Show fewer" : "Show all"}</button> : null}
      </div>
    </Section>
  );
}
