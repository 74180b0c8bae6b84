import { Badge, Checkbox, Icon, Select, TextField } from "./kit.tsx";
import { Section } from "./layout.tsx";
import { MediaStrip, type Tile } from "./media-strip.tsx";
import type { PictureSource } from "./picture.tsx";
import type { Place, PlanChoice, PlanProduct } from "./use-plan.ts";

/** Where new images can be put, in words. */
export const PLACEMENTS: readonly { readonly value: Place; readonly label: string }[] = [
  { value: "first", label: "First" }, { value: "after-first", label: "After the first" }, { value: "last", label: "Last" },
];
const ALT_LIMIT = 512;

interface Row extends PlanProduct {
  readonly title: string;
  readonly variantCount: number;
  readonly variantsWithoutImage: number;
  readonly outputs: readonly { readonly id: string; readonly altText: string; readonly image: PictureSource }[];
  readonly now: readonly { readonly url: string | null; readonly alt: string; readonly kind: Tile["kind"] }[];
}

/** One product of the plan: its media now and after, with alt text and place edited here. */
export function PlanRowPart({ row, choice, onChange }: { readonly row: Row; readonly choice: PlanChoice; readonly onChange: (change: Partial<PlanChoice>) => void }) {
  const now = row.now.map(({ url, alt, kind }): Tile => ({ image: url, alt, kind }));
  const off = row.blocked !== null || !choice.include;
  return (
    <Section {...(row.blocked ? { tone: "warning" as const } : {})}>
      <div className="pc-plan-head">
        <Checkbox label={row.title} checked={!off} disabled={row.blocked !== null} onChange={(include) => onChange({ include })} />
        <span className="pc-small">{row.variantCount === 1 ? "1 variant" : `${row.variantCount} variants`}</span>
        {row.blocked ? <Badge tone="critical" icon="failed">Skipped</Badge> : choice.placement === "first" && !off ? <Badge tone="info" icon="info">New first image</Badge> : null}
      </div>
      <div className="pc-media-pair">
        <MediaStrip title="Now" tiles={now} />
        {off ? null : <><Icon name="arrow-right" /><MediaStrip title="After" tiles={afterOf(now, row, choice)} /></>}
      </div>
      {off ? null : (
        <div className="pc-plan-fields">
          <div className="pc-stack pc-tight">
            {row.outputs.map(({ id, altText }, index) => {
              const value = choice.alts[id] ?? altText;
              return <TextField key={id} label={row.outputs.length > 1 ? `Alt text of image ${index + 1}` : "Alt text"} value={value} maxLength={ALT_LIMIT} suffix={`${value.length} / ${ALT_LIMIT}`} onChange={(alt) => onChange({ alts: { ...choice.alts, [id]: alt } })} />;
            })}
          </div>
          <Select label="Position" value={choice.placement} options={PLACEMENTS} onChange={(value) => { const found = PLACEMENTS.find((option) => option.value === value); if (found) onChange({ placement: found.value }); }} />
          {row.variantsWithoutImage > 0 ? <Checkbox label={`Show on ${row.variantsWithoutImage === 1 ? "the variant" : `the ${row.variantsWithoutImage} variants`} without an image`} checked={choice.linkVariants} onChange={(linkVariants) => onChange({ linkVariants })} /> : null}
        </div>
      )}
    </Section>
  );
}

function afterOf(now: readonly Tile[], row: Row, { placement, alts }: PlanChoice): Tile[] {
  const added = row.outputs.map(({ id, altText, image }): Tile => ({ image, alt: alts[id] ?? altText, kind: "new" }));
  const at = placement === "first" ? 0 : placement === "after-first" ? Math.min(1, now.length) : now.length;
  return [...now.slice(0, at), ...added, ...now.slice(at).map((tile) => ({ ...tile, kind: "moved" as const }))];
}
