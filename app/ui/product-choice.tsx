import { useState } from "react";
import type { Unit } from "#app/core/unit.ts";
import { ChooseSaved, SaveSelection, type SavedActions } from "./choose-saved.tsx";
import { ChooseByHand, ChooseCollection, ChooseList, ChooseNotProcessed, ChooseSearch, ChooseSmallPhotos, ChooseStatus, ChooseValue, ChooseWithoutPhoto } from "./choose-ways.tsx";
import { Filters } from "./filters.tsx";
import { Icon } from "./kit.tsx";
import { Card, Section } from "./layout.tsx";
import { Strip } from "./picture.tsx";
import type { SelectedProducts, Way, WayProps } from "./selection-types.ts";
import { FieldError, SkeletonLines } from "./states.tsx";

const WAYS: readonly { readonly value: Way; readonly label: string }[] = [
  { value: "products", label: "By hand" }, { value: "collection", label: "Collection" }, { value: "tag", label: "Tag" }, { value: "vendor", label: "Vendor" }, { value: "type", label: "Type" }, { value: "status", label: "Status" },
  { value: "search", label: "Search" }, { value: "not-processed", label: "Not processed" }, { value: "small-photo", label: "Small photos" }, { value: "no-photo", label: "No photo" }, { value: "list", label: "List" }, { value: "saved", label: "Saved" },
];
const UNITS: readonly { readonly value: Unit; readonly label: string }[] = [{ value: "product", label: "Product" }, { value: "image", label: "Photo" }, { value: "variant", label: "Variant" }];

/** Tiles of the strip; the next one says how many more. */
const SHOWN = 10;

export interface ProductChoiceProps extends WayProps {
  /** What the skill runs on one by one. */
  readonly unit: Unit;
  readonly view: SelectedProducts | null;
  readonly busy: boolean;
  readonly error: string | null;
  readonly collections: readonly { readonly id: string; readonly title: string; readonly count: number }[];
  readonly skill: { readonly id: string; readonly name: string };
  readonly saved: SavedActions;
  readonly onUnit: (unit: Unit) => void;
}

/** Chooses products in one of a dozen ways; what keeps some of them from being run stands under them. */
export function ProductChoice({ selection, unit, view, busy, error, onUnit, saved, ...rest }: ProductChoiceProps) {
  const [way, setWay] = useState<Way>(selection?.kind ?? "products");
  const chosen = { selection, onChoose: rest.onChoose };
  return (
    <Card title={view ? view.words : "Products"} note={view ? `${view.label}, frozen when the run starts` : "Choose what the skill runs on"} aside={view && selection?.kind !== "saved" && selection ? <SaveSelection saved={saved} selection={selection} unit={unit} /> : null} flush>
      <div className="pc-choice">
        <Filters label="Choose products" value={way} options={WAYS} onChange={(value) => { const found = WAYS.find((one) => one.value === value); if (found) setWay(found.value); }} />
        <div className="pc-choice-way">{way === "saved" ? <ChooseSaved {...chosen} saved={saved} /> : <WayControls key={way} way={way} {...chosen} collections={rest.collections} skill={rest.skill} />}</div>
        <div className="pc-row"><span className="pc-quiet">Run once for each</span><Filters label="Run once for each" value={unit} options={UNITS} onChange={(value) => { const found = UNITS.find((one) => one.value === value); if (found) onUnit(found.value); }} /></div>
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

function WayControls({ way, collections, skill, ...chosen }: WayProps & Pick<ProductChoiceProps, "collections" | "skill"> & { readonly way: Exclude<Way, "saved"> }) {
  switch (way) {
    case "products": return <ChooseByHand {...chosen} />;
    case "collection": return <ChooseCollection {...chosen} collections={collections} />;
    case "tag": case "vendor": case "type": return <ChooseValue {...chosen} field={way} />;
    case "status": return <ChooseStatus {...chosen} />;
    case "search": return <ChooseSearch {...chosen} />;
    case "no-photo": return <ChooseWithoutPhoto {...chosen} />;
    case "small-photo": return <ChooseSmallPhotos {...chosen} />;
    case "not-processed": return <ChooseNotProcessed {...chosen} skill={skill} />;
    case "list": return <ChooseList {...chosen} />;
  }
}

const NAMED = 3;

function ProblemLine({ problem }: { readonly problem: SelectedProducts["problems"][number] }) {
  const [all, setAll] = useState(false);
  const names = problem.products.map(({ title }) => title);
  const shown = all ? names : names.slice(0, NAMED);
  return (
    <Section tone="warning">
      <div className="pc-next">
        <Icon name={problem.kind === "no-photo" || problem.kind === "unmatched" ? "alert" : "info"} />
        <p className="pc-grow"><strong>{problem.text}</strong>{names.length > 0 ? `: ${shown.join(", ")}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ""}` : ""}</p>
        {names.length > NAMED ? <button type="button" className="pc-text-button" onClick={() => setAll(!all)}>{all ? "Show fewer" : "Show all"}</button> : null}
      </div>
    </Section>
  );
}
