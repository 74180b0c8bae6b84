import { Badge, Button } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { MediaStrip, type Tile } from "./media-strip.tsx";
import { Named, type PictureSource } from "./picture.tsx";
import { When } from "./when.tsx";

type State = "planned" | "storing" | "adding" | "processing" | "ordering" | "linking" | "published" | "failed" | "undoing" | "undone";

interface PlainTile {
  readonly url: string | null;
  readonly alt: string;
  readonly kind: Tile["kind"];
}

/** A product of a publication. */
export interface PublishedProduct {
  readonly id: string;
  readonly title: string;
  readonly state: State;
  readonly say: string | null;
  readonly image: PictureSource;
  readonly before: readonly PlainTile[];
  readonly after: readonly PlainTile[];
  readonly kept: readonly string[];
  readonly publishedAt: string | null;
  readonly undoneAt: string | null;
}

const WORKING: Readonly<Partial<Record<State, string>>> = {
  planned: "Waits", storing: "Storing what is there", adding: "Adding", processing: "Waits for Shopify", ordering: "Ordering", linking: "Linking variants", undoing: "Undoing",
};

/** The state of a product's publication. */
export function productBadge({ state, kept }: Pick<PublishedProduct, "state" | "kept">): BadgeProps {
  const working = WORKING[state];
  if (working) return { tone: "info", icon: state === "planned" || state === "processing" ? "clock" : "running", children: working };
  if (state === "failed") return { tone: "critical", children: "Not published" };
  if (state === "undone") return kept.length > 0 ? { tone: "warning", icon: "undo", children: "Undone, changes kept" } : { tone: "neutral", icon: "undo", children: "Undone exactly" };
  return { tone: "success", children: "Published" };
}

const tiles = (plain: readonly PlainTile[]): Tile[] => plain.map(({ url, alt, kind }) => ({ image: url, alt, kind }));

/** One product: before, as published, and after an undo what became of others' changes. */
export function PublishedRow({ product, mayUndo, busy, onUndo }: { readonly product: PublishedProduct; readonly mayUndo: boolean; readonly busy: boolean; readonly onUndo: () => void }) {
  const { title, image, before, after, kept, say, state, publishedAt, undoneAt } = product;
  return (
    <li className="pc-published">
      <div className="pc-row pc-between">
        <span className="pc-row"><Named image={image}>{title}</Named><Badge {...productBadge(product)} /></span>
        {mayUndo && (state === "published" || state === "failed") ? <Button icon="undo" busy={busy} onAction={onUndo} name={`Undo ${title}`}>Undo</Button> : null}
      </div>
      {say ? <p>{say}</p> : null}
      {before.length + after.length > 0 ? (
        <div className="pc-published-strips">
          <MediaStrip title="Before publication" tiles={tiles(before)} />
          {after.length > 0 ? <MediaStrip title="As published" tiles={tiles(after)} /> : null}
        </div>
      ) : null}
      {kept.length > 0 ? <ul className="pc-kept">{kept.map((line) => <li key={line}>{line}</li>)}</ul> : null}
      {undoneAt ? <span className="pc-small">Undone <When within at={undoneAt} /></span> : publishedAt ? <span className="pc-small">Published <When within at={publishedAt} /></span> : null}
    </li>
  );
}
