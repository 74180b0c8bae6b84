import type { Place } from "#app/core/media-order.ts";
import { Badge, Button } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { MediaStrip, type Tile } from "./media-strip.tsx";
import { Named, Picture, type PictureSource } from "./picture.tsx";
import { When } from "./when.tsx";

type State = "planned" | "storing" | "keeping" | "adding" | "processing" | "ordering" | "linking" | "replacing" | "published" | "failed" | "undoing" | "undone";

interface PlainTile {
  readonly url: string | null;
  readonly alt: string;
  readonly kind: Tile["kind"];
}

/** An image of a product, or an alt text, which has no place. */
interface PublishedOutput {
  readonly id: string;
  readonly image: PictureSource;
  readonly altText: string;
  readonly place: Place | null;
  readonly replaced: boolean;
  readonly undo: "no" | "asked" | "begun" | "done";
}

/** A product of a publication. */
export interface PublishedProduct {
  readonly id: string;
  readonly title: string;
  readonly state: State;
  readonly say: string | null;
  readonly image: PictureSource;
  readonly outputs: readonly PublishedOutput[];
  readonly before: readonly PlainTile[];
  readonly after: readonly PlainTile[];
  readonly kept: readonly string[];
  readonly publishedAt: string | null;
  readonly undoneAt: string | null;
}

const WORKING: Readonly<Partial<Record<State, string>>> = {
  planned: "Waits", storing: "Storing what is there", keeping: "Keeping photos", adding: "Adding", processing: "Waits for Shopify", ordering: "Ordering", linking: "Linking variants", replacing: "Taking off photos", undoing: "Undoing",
};

/** The state of a product's publication. */
export function productBadge({ state, kept, outputs }: Pick<PublishedProduct, "state" | "kept" | "outputs">): BadgeProps {
  const working = WORKING[state];
  if (working) return { tone: "info", icon: state === "planned" || state === "processing" ? "clock" : "running", children: working };
  if (state === "failed") return { tone: "critical", children: "Not published" };
  if (state === "undone") return kept.length > 0 ? { tone: "warning", icon: "undo", children: "Undone, changes kept" } : { tone: "neutral", icon: "undo", children: "Undone exactly" };
  const undone = outputs.filter(({ undo }) => undo === "done").length;
  return undone > 0 ? { tone: "neutral", icon: "undo", children: `${undone} of ${outputs.length} undone` } : { tone: "success", children: "Published" };
}

const tiles = (plain: readonly PlainTile[]): Tile[] => plain.map(({ url, alt, kind }) => ({ image: url, alt, kind }));

const PLACE_WORDS: Readonly<Record<Place, string>> = { "first": "First", "after-first": "After the first", "after-source": "After its photo", "last": "Last", "replace": "In the place of its photo" };

interface PublishedRowProps {
  readonly product: PublishedProduct;
  /** What others changed since, where that was looked for. */
  readonly changes: readonly string[];
  readonly mayUndo: boolean;
  readonly busy: boolean;
  /** All of the product, or one output of it. */
  readonly onUndo: (outputId?: string) => void;
}

/** One product: before, as published, its images one by one, and after an undo what became of others' changes. */
export function PublishedRow({ product, changes, mayUndo, busy, onUndo }: PublishedRowProps) {
  const { title, image, outputs, before, after, kept, say, state, publishedAt, undoneAt } = product;
  const each = outputs.length > 1 && (state === "published" || state === "undoing");
  return (
    <li className="pc-published">
      <div className="pc-row pc-between">
        <span className="pc-row"><Named image={image}>{title}</Named><Badge {...productBadge(product)} />{changes.length > 0 ? <Badge tone="warning" icon="alert">{changes.length === 1 ? "1 change" : `${changes.length} changes`}</Badge> : null}</span>
        {mayUndo && (state === "published" || state === "failed") ? <Button icon="undo" busy={busy} onAction={() => onUndo()} name={`Undo ${title}`}>Undo</Button> : null}
      </div>
      {say ? <p>{say}</p> : null}
      {before.length + after.length > 0 ? (
        <div className="pc-published-strips">
          <MediaStrip title="Before publication" tiles={tiles(before)} />
          {after.length > 0 ? <MediaStrip title="As published" tiles={tiles(after)} /> : null}
        </div>
      ) : null}
      {each ? (
        <ul className="pc-published-outputs" aria-label={`Images of ${title}`}>
          {outputs.map((output, index) => <PublishedOutputRow key={output.id} output={output} name={`image ${index + 1} of ${title}`} mayUndo={mayUndo} busy={busy} onUndo={() => onUndo(output.id)} />)}
        </ul>
      ) : null}
      {changes.length > 0 ? <ul className="pc-kept" aria-label={`Changed on ${title} since`}>{changes.map((line) => <li key={line}>{line}</li>)}</ul> : null}
      {kept.length > 0 ? <ul className="pc-kept">{kept.map((line) => <li key={line}>{line}</li>)}</ul> : null}
      {undoneAt ? <span className="pc-small">Undone <When within at={undoneAt} /></span> : publishedAt ? <span className="pc-small">Published <When within at={publishedAt} /></span> : null}
    </li>
  );
}

function PublishedOutputRow({ output: { image, altText, place, replaced, undo }, name, mayUndo, busy, onUndo }: { readonly output: PublishedOutput; readonly name: string; readonly mayUndo: boolean; readonly busy: boolean; readonly onUndo: () => void }) {
  const where = place === null ? "Alt text of a photo" : place === "replace" && !replaced ? "After the first, its photo was gone" : PLACE_WORDS[place];
  return (
    <li>
      <span className="pc-mini"><Picture image={image} alt="" size={40} faded={undo === "done"} /></span>
      <span className="pc-grow">{altText || "No alt text"}<br /><span className="pc-small">{where}</span></span>
      {undo === "done" ? <Badge tone="neutral" icon="undo">Undone</Badge> : undo === "no" ? null : <Badge tone="info" icon="running">Undoing</Badge>}
      {mayUndo && undo === "no" ? <Button variant="quiet" icon="undo" busy={busy} onAction={onUndo} name={`Undo this, ${name}`}>Undo this</Button> : null}
    </li>
  );
}
