import { count } from "./format.ts";
import { Badge, Checkbox, Icon, Link } from "./kit.tsx";
import { MediaStrip } from "./media-strip.tsx";
import { adminProduct } from "./paths.ts";
import { changeWords, problemsOf, replacedBy, tilesAfter, tilesBefore, type OutputChoice, type Planned, type PlanRow } from "./plan-model.ts";
import { PlanOutputFields } from "./plan-output.tsx";

interface PlanRowProps {
  readonly row: PlanRow;
  readonly planned: readonly Planned[];
  readonly onChange: (outputId: string, choice: Partial<OutputChoice>) => void;
}

/** One product of the plan: its media now and after, each change in words, and what can be decided about each image. */
export function PlanRowView({ row, planned, onChange }: PlanRowProps) {
  const { title, variantCount, variantsWithoutImage, blocked } = row;
  const going = planned.filter(({ included }) => included);
  const adds = going.some(({ output }) => output.altOf === null);
  const replaces = going.some((one) => replacedBy(one) !== null);
  const first = going.some(({ output, place }) => output.altOf === null && place === "first") && row.now.length > 0;
  const problems = blocked ? [] : problemsOf(row, planned);
  return (
    <li className={going.length > 0 && !blocked ? "pc-plan" : "pc-plan pc-plan-off"}>
      <div className="pc-plan-check"><Checkbox label={`Publish ${title}`} labelHidden checked={going.length > 0 && !blocked} disabled={blocked !== null} onChange={(included) => planned.forEach(({ output }) => onChange(output.id, { included }))} /></div>
      <div className="pc-plan-name">
        <h3>{title}</h3>
        <span className="pc-small">{count(variantCount, "variant")}{variantsWithoutImage > 0 && variantCount > 1 ? `, ${variantsWithoutImage} without image` : ""}</span>
        {blocked ? <Badge tone="critical">Skipped</Badge> : null}
        {!blocked && replaces ? <Badge tone="warning" icon="alert">Shared file</Badge> : null}
        {!blocked && first ? <Badge tone="info">New first image</Badge> : null}
        {!blocked && going.length > 0 && !adds ? <Badge tone="info">Alt text only</Badge> : null}
      </div>
      <div className="pc-plan-body">
        {blocked ? <p>{blocked} <Link to={adminProduct(row.productId)} external>Open product</Link></p> : (
          <>
            <div className="pc-plan-strips">
              <MediaStrip title="Now" tiles={tilesBefore(row, planned)} />
              <span className="pc-plan-arrow"><Icon name="arrow-right" /></span>
              <MediaStrip title="After" tiles={tilesAfter(row, planned)} />
            </div>
            {problems.length > 0 ? <ul className="pc-kept" role="alert">{problems.map((problem) => <li key={problem}><strong>{problem}</strong></li>)}</ul> : null}
            <ul className="pc-kept" aria-label={`What changes on ${title}`}>{changeWords(row, planned).map((line, index) => <li key={index}>{line}</li>)}</ul>
            {planned.map((one, index) => (
              <PlanOutputFields key={one.output.id} planned={one} name={planned.length > 1 ? `Image ${index + 1} of ${planned.length}` : null} variantsWithoutImage={variantsWithoutImage} onChange={(choice) => onChange(one.output.id, choice)} />
            ))}
            {row.outputsLeft > 0 ? <p className="pc-small">{`${count(row.outputsLeft, "more image")} of this product can be planned once these are published.`}</p> : null}
          </>
        )}
      </div>
    </li>
  );
}
