import { useState, type ReactNode } from "react";
import { MOST_LINES, MOST_LIST } from "#app/core/product-list.ts";
import { FileDrop } from "./file-drop.tsx";
import { count } from "./format.ts";
import { useHost } from "./host.tsx";
import { Button, Select, TextField } from "./kit.tsx";
import type { WayProps } from "./selection-types.ts";
import { useCatalogValues } from "./use-catalog-values.ts";

/** Products from the picker of the shop. */
export function ChooseByHand({ selection, onChoose }: WayProps) {
  const host = useHost();
  const pick = async () => {
    const ids = await host.pickProducts({ selectedIds: selection?.kind === "products" ? selection.ids : [] });
    if (ids && ids.length > 0) onChoose({ kind: "products", ids: [...ids] });
  };
  return (
    <div className="pc-row">
      <Button icon="product" onAction={() => void pick()} disabled={!host.hasPicker}>{selection?.kind === "products" ? "Change products" : "Pick products"}</Button>
      <span className="pc-quiet">Up to 250, in the picker of your shop.</span>
    </div>
  );
}

/** A collection of the shop. */
export function ChooseCollection({ selection, onChoose, collections }: WayProps & { readonly collections: readonly { readonly id: string; readonly title: string; readonly count: number }[] }) {
  return (
    <Select
      label="Collection" value={selection?.kind === "collection" ? selection.id : ""}
      options={[{ value: "", label: collections.length > 0 ? "Choose a collection" : "This shop has no collections" }, ...collections.map(({ id, title, count: size }) => ({ value: id, label: `${title}, ${count(size, "product")}` }))]}
      onChange={(id) => { const found = collections.find((one) => one.id === id); if (found) onChoose({ kind: "collection", id, title: found.title }); }}
    />
  );
}

const FIELDS = { tag: "Tag", vendor: "Vendor", type: "Type" } as const;

/** A tag, a vendor or a type: one that products have, or any that is typed. */
export function ChooseValue({ selection, onChoose, field }: WayProps & { readonly field: keyof typeof FIELDS }) {
  const [text, setText] = useState(selection?.kind === "tag" ? selection.tag : selection?.kind === "vendor" ? selection.vendor : selection?.kind === "type" ? selection.type : "");
  const values = useCatalogValues(field, text);
  const use = (value: string) => {
    if (value.trim() === "") return;
    setText(value);
    onChoose(field === "tag" ? { kind: "tag", tag: value.trim() } : field === "vendor" ? { kind: "vendor", vendor: value.trim() } : { kind: "type", type: value.trim() });
  };
  const name = FIELDS[field];
  return (
    <>
      <Typed button={`Use ${name.toLowerCase()}`} disabled={!text.trim()} onUse={() => use(text)}>
        <TextField label={name} help="As it is written on the products." value={text} onChange={setText} maxLength={255} onEnter={() => use(text)} />
      </Typed>
      {values.length > 0 ? (
        <ul className="pc-values" aria-label={`${name}s of your products`}>
          {values.map(({ value, products }) => <li key={value}><button type="button" onClick={() => use(value)}>{value}<span className="pc-tabular">{products}<span className="pc-hidden">{products === 1 ? " product" : " products"}</span></span></button></li>)}
        </ul>
      ) : null}
    </>
  );
}

const STATUSES = [{ value: "ACTIVE", label: "Active" }, { value: "UNLISTED", label: "Unlisted" }, { value: "DRAFT", label: "Draft" }, { value: "ARCHIVED", label: "Archived" }] as const;

/** The state of the product in the shop. */
export function ChooseStatus({ selection, onChoose }: WayProps) {
  return <Select label="Status" value={selection?.kind === "status" ? selection.status : ""} options={[{ value: "", label: "Choose a status" }, ...STATUSES]} onChange={(value) => { const found = STATUSES.find((one) => one.value === value); if (found) onChoose({ kind: "status", status: found.value }); }} />;
}

/** Whatever the shop's own search finds. */
export function ChooseSearch({ selection, onChoose }: WayProps) {
  const [text, setText] = useState(selection?.kind === "search" ? selection.query : "");
  const use = () => onChoose({ kind: "search", query: text.trim() });
  return (
    <Typed button={text.trim() ? "Use search" : "Use all products"} disabled={false} onUse={use}>
      <TextField kind="search" label="Search your products" help="Title, vendor, type or SKU. Leave it empty for all products." value={text} onChange={setText} maxLength={200} onEnter={use} />
    </Typed>
  );
}

/** Where small begins if nothing else is said, pixels. */
const SMALL = "1000";

/** Products whose first photo is small. */
export function ChooseSmallPhotos({ selection, onChoose }: WayProps) {
  const [below, setBelow] = useState(selection?.kind === "small-photo" ? String(selection.below) : SMALL);
  const pixels = Number(below);
  const sized = Number.isInteger(pixels) && pixels >= 100 && pixels <= 5_000;
  const find = () => { if (sized) onChoose({ kind: "small-photo", below: pixels }); };
  return (
    <Typed button="Find small photos" disabled={!sized} onUse={find}>
      <TextField kind="number" label="Longer side below" suffix="pixels" help="Products whose first photo is smaller. 100 to 5000." error={sized ? undefined : "Write a number from 100 to 5000"} min={100} max={5_000} step={1} value={below} onChange={setBelow} onEnter={find} />
    </Typed>
  );
}

/** Products that have none. */
export function ChooseWithoutPhoto({ onChoose }: WayProps) {
  return <div className="pc-row"><Button onAction={() => onChoose({ kind: "no-photo" })}>Find products without a photo</Button></div>;
}

/** Products of which this skill has made nothing yet. */
export function ChooseNotProcessed({ onChoose, skill }: WayProps & { readonly skill: { readonly id: string; readonly name: string } }) {
  return (
    <div className="pc-row">
      <Button onAction={() => onChoose({ kind: "not-processed", skillId: skill.id, skillName: skill.name })}>Find products not processed yet</Button>
      <span className="pc-quiet">{`Those of which “${skill.name}” has made nothing so far.`}</span>
    </div>
  );
}

/** Handles or SKUs, pasted or from a file. */
export function ChooseList({ selection, onChoose }: WayProps) {
  const [text, setText] = useState(selection?.kind === "list" ? selection.text : "");
  const [error, setError] = useState<string | undefined>(undefined);
  const use = (value: string) => { if (value.trim() !== "") onChoose({ kind: "list", text: value }); };
  const read = ([file]: readonly File[]) => {
    if (!file) return;
    if (file.size > MOST_LIST) { setError(`This file is larger than a list of ${count(MOST_LINES, "product")}. Choose the column of handles or SKUs alone.`); return; }
    setError(undefined);
    void file.text().then((value) => { setText(value); use(value); });
  };
  return (
    <>
      <Typed button="Use list" disabled={!text.trim()} onUse={() => use(text)}>
        <TextField label="Handles or SKUs" rows={4} help={`One a line, or a CSV file with a column Handle or SKU. Up to ${count(MOST_LINES, "product")}.`} value={text} onChange={setText} maxLength={MOST_LIST} />
      </Typed>
      <FileDrop label="Choose a CSV file" note="Or drop it here" accept=".csv,.txt,.tsv,text/csv,text/plain" error={error} onFiles={read} />
    </>
  );
}

function Typed({ button, disabled, onUse, children }: { readonly button: string; readonly disabled: boolean; readonly onUse: () => void; readonly children: ReactNode }) {
  return (
    <div className="pc-choice-text">
      <div className="pc-grow">{children}</div>
      <div className="pc-choice-button"><Button onAction={onUse} disabled={disabled}>{button}</Button></div>
    </div>
  );
}
