import { count } from "./format.ts";
import { Badge, Checkbox, Icon, Link, Select, TextField } from "./kit.tsx";
import { MediaStrip, type Tile } from "./media-strip.tsx";
import { adminProduct } from "./paths.ts";
import type { PictureSource } from "./picture.tsx";

export type Placement = "first" | "after-first" | "last";
export const PLACEMENTS: readonly { readonly value: Placement; readonly label: string }[] = [{ value: "last", label: "Last" }, { value: "after-first", label: "After the first" }, { value: "first", label: "First" }];
/** Shopify's limit of an alt text. */
const ALT_LIMIT = 512;

/** What the merchant decided for a product. */
export interface PlanChoice {
  readonly included: boolean;
  readonly placement: Placement;
  readonly linkVariants: boolean;
  /** Alt texts by output. */
  readonly alts: Readonly<Record<string, string>>;
}

/** A product with its images, as the plan knows it. */
interface Row {
  readonly productId: string;
  readonly title: string;
  readonly variantCount: number;
  readonly variantsWithoutImage: number;
  readonly outputs: readonly { readonly id: string; readonly image: PictureSource; readonly altText: string; readonly altOf: string | null }[];
  readonly now: readonly { readonly url: string | null; readonly alt: string; readonly kind: Tile["kind"] }[];
  readonly blocked: string | null;
}

/** The media after publishing: ours in their place, and the others marked where their place changes. */
export function mediaAfter({ now, outputs }: Pick<Row, "now" | "outputs">, { placement, alts }: Pick<PlanChoice, "placement" | "alts">): Tile[] {
  const at = placement === "first" ? 0 : placement === "after-first" ? Math.min(1, now.length) : now.length;
  const moves = outputs.some(({ altOf }) => altOf === null);
  const kept = now.map(({ url, alt }, index): Tile => ({ image: url, alt, kind: moves && index >= at ? "moved" : "kept" }));
  const ours = outputs.filter(({ altOf }) => altOf === null).map(({ id, image, altText }): Tile => ({ image, alt: alts[id] ?? altText, kind: "new" }));
  return [...kept.slice(0, at), ...ours, ...kept.slice(at)];
}

/** One product of the plan: its media now and after, alt texts and place, all changed where they stand. */
export function PlanRowView({ row, choice, onChange }: { readonly row: Row; readonly choice: PlanChoice; readonly onChange: (choice: PlanChoice) => void }) {
  const { title, variantCount, variantsWithoutImage, outputs, blocked } = row;
  const adds = outputs.some(({ altOf }) => altOf === null);
  const first = adds && choice.placement === "first" && row.now.length > 0;
  return (
    <li className={choice.included && !blocked ? "pc-plan" : "pc-plan pc-plan-off"}>
      <div className="pc-plan-check"><Checkbox label={`Publish ${title}`} labelHidden checked={choice.included && !blocked} disabled={blocked !== null} onChange={(included) => onChange({ ...choice, included })} /></div>
      <div className="pc-plan-name">
        <h3>{title}</h3>
        <span className="pc-small">{count(variantCount, "variant")}{variantsWithoutImage > 0 && variantCount > 1 ? `, ${variantsWithoutImage} without image` : ""}</span>
        {blocked ? <Badge tone="critical">Skipped</Badge> : first ? <Badge tone="info">New first image</Badge> : adds ? null : <Badge tone="info">Alt text only</Badge>}
      </div>
      <div className="pc-plan-body">
        {blocked ? <p>{blocked} <Link to={adminProduct(row.productId)} external>Open product</Link></p> : (
          <>
            <div className="pc-plan-strips">
              <MediaStrip title="Now" tiles={row.now.map(({ url, alt }) => ({ image: url, alt, kind: "kept" }))} />
              <span className="pc-plan-arrow"><Icon name="arrow-right" /></span>
              <MediaStrip title="After" tiles={mediaAfter(row, choice)} />
            </div>
            <div className="pc-plan-fields">
              {outputs.map(({ id, altText, altOf }, index) => {
                const alt = choice.alts[id] ?? altText;
                return <TextField key={id} label={altOf !== null ? "New alt text of a photo" : outputs.length > 1 ? `Alt text of new image ${index + 1}` : "Alt text"} value={alt} maxLength={ALT_LIMIT} error={alt.trim() ? undefined : "Without an alt text, screen readers and search engines know nothing of it"} onChange={(value) => onChange({ ...choice, alts: { ...choice.alts, [id]: value } })} />;
              })}
              {adds ? <Select label="Position" value={choice.placement} options={PLACEMENTS} onChange={(value) => { const found = PLACEMENTS.find((one) => one.value === value); if (found) onChange({ ...choice, placement: found.value }); }} /> : null}
            </div>
            {adds && variantsWithoutImage > 0 ? <Checkbox label={variantsWithoutImage === 1 ? "Link to the variant without an image" : `Link to the ${variantsWithoutImage} variants without an image`} checked={choice.linkVariants} onChange={(linkVariants) => onChange({ ...choice, linkVariants })} /> : null}
          </>
        )}
      </div>
    </li>
  );
}
