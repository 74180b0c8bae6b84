import { isPlace, type Place } from "#app/core/media-order.ts";
import { ALT_LIMIT, slugOf } from "#app/core/text-template.ts";
import { Checkbox, Select, TextField } from "./kit.tsx";
import { Picture } from "./picture.tsx";
import { altProblem, type OutputChoice, type Planned } from "./plan-model.ts";

const PLACE_LABELS: Readonly<Record<Place, string>> = { "last": "Last", "after-first": "2, after the first", "after-source": "After its photo", "first": "1, first", "replace": "Replace its photo" };
/** Where new images can go, with words for a list. */
export const PLACES = (["last", "after-first", "after-source", "first", "replace"] as const).map((value) => ({ value, label: PLACE_LABELS[value] }));

interface PlanOutputProps {
  readonly planned: Planned;
  /** Null where it is the only one of its product. */
  readonly name: string | null;
  readonly variantsWithoutImage: number;
  readonly onChange: (choice: Partial<OutputChoice>) => void;
}

/** What can be decided about one image: whether, with which alt text, where, under which name, and for which variants. */
export function PlanOutputFields({ planned: { output, included, altText, place, link, fileName }, name, variantsWithoutImage, onChange }: PlanOutputProps) {
  const isImage = output.altOf === null;
  return (
    <div className="pc-plan-output" {...(name === null ? {} : { role: "group", "aria-label": name })}>
      {name === null ? null : (
        <div className="pc-plan-output-head">
          <span className="pc-mini"><Picture image={output.image} alt="" size={40} faded={!included} /></span>
          <Checkbox label={isImage ? `Publish ${name.toLowerCase()}` : `Write alt text, ${name.toLowerCase()}`} checked={included} onChange={(next) => onChange({ included: next })} />
        </div>
      )}
      {included ? (
        <>
          <div className="pc-plan-fields">
            <TextField label={isImage ? "Alt text" : "New alt text of a photo"} value={altText} maxLength={ALT_LIMIT} error={altError(altText)} onChange={(value) => onChange({ altText: value })} />
            {isImage ? <Select label="Position" value={place} options={output.sourceId === null ? PLACES.filter(({ value }) => value !== "replace" && value !== "after-source" || value === place) : PLACES} onChange={(value) => { if (isPlace(value)) onChange({ place: value }); }} /> : null}
          </div>
          {isImage ? (
            <details className="pc-plan-more">
              <summary>File name and variants</summary>
              <div className="pc-plan-fields">
                <TextField label="File name for search engines" value={fileName} maxLength={80} help={`Written as ${slugOf(fileName)}-piccaso-… so that it is found again.`} onChange={(value) => onChange({ fileName: value })} />
                <Select label="Variants" value={link} options={[{ value: "none", label: "Leave as they are" }, ...(output.variant ? [{ value: "variant", label: output.variant.title ? `Its own, ${output.variant.title}` : "Its own" }] : []), ...(variantsWithoutImage > 0 ? [{ value: "bare", label: `The ${variantsWithoutImage} without an image` }] : [])]} onChange={(value) => onChange({ link: value === "bare" || value === "variant" ? value : "none" })} />
              </div>
            </details>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function altError(altText: string): string | undefined {
  if (altText.length > ALT_LIMIT) return altProblem(altText);
  return altText.trim() ? undefined : "Without an alt text, screen readers and search engines know nothing of it";
}
