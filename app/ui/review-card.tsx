import { timeLeft } from "./format.ts";
import { Icon } from "./kit.tsx";
import { Picture } from "./picture.tsx";
import type { Shown } from "./review-model.ts";
import { useClock } from "./workspace.tsx";

/** What was decided, in the corner of an image. */
export function DecisionBadge({ image }: { readonly image: Pick<Shown, "state" | "saving" | "expiresAt" | "publishedAt"> }) {
  const { now } = useClock();
  const { state, saving, expiresAt, publishedAt } = image;
  if (state === "awaiting") return null;
  const look = `pc-decision pc-decision-${state}${saving ? " pc-saving" : ""}`;
  if (state === "approved") return <span className={look}><Icon name="check" />{publishedAt ? "Published" : saving ? "Approving" : "Approved"}</span>;
  if (state === "expired") return <span className={look}><Icon name="clock" />Deleted</span>;
  const left = expiresAt ? (Date.parse(expiresAt) - now) / 1000 : 0;
  return <span className={look}><Icon name="x" />{saving ? "Rejecting" : left > 0 ? `Rejected, restore ${timeLeft(left)}` : "Rejected"}</span>;
}

/** One image of the review grid: itself large, its photo in the corner. */
export function ReviewCard({ image, index, total, current, selected, swapped, asked, onOpen, onSelect, onFocus }: {
  readonly image: Shown;
  readonly index: number;
  readonly total: number;
  readonly current: boolean;
  readonly selected: boolean;
  /** Whether the photo is shown large instead, while B is held. */
  readonly swapped: boolean;
  /** Who is asked to decide. */
  readonly asked: string | null;
  readonly onOpen: () => void;
  readonly onSelect: () => void;
  readonly onFocus: () => void;
}) {
  const { productTitle, place, of, before } = image;
  const [large, small] = swapped && before ? [before, image.image] : [image.image, before];
  const name = of > 1 ? `${productTitle}, ${place} of ${of}` : productTitle;
  const more = [asked === null ? "" : `for ${asked}`, image.redoing ? "redo under way" : "", image.comments > 0 ? `${image.comments} said` : ""].filter(Boolean);
  return (
    <li className={`pc-review${selected ? " pc-review-selected" : ""}${current ? " pc-review-current" : ""} pc-review-${image.state}`} aria-posinset={index + 1} aria-setsize={total}>
      <div className="pc-review-box">
        <button type="button" className="pc-review-open" data-review={index} tabIndex={current ? 0 : -1} onClick={onOpen} onFocus={onFocus} aria-label={`${[name, image.state === "awaiting" ? "to decide" : image.state, ...more].join(", ")}. Open large`}>
          <Picture image={large} alt="" size={221} ratio="221 / 210" eager />
        </button>
        {small ? <span className="pc-inset"><Picture image={small} alt="" size={64} eager /></span> : null}
        <label className="pc-check"><input type="checkbox" checked={selected} tabIndex={current ? 0 : -1} onChange={onSelect} aria-label={`Select ${name}`} /><span aria-hidden="true"><Icon name="check" /></span></label>
        <DecisionBadge image={image} />
        {image.redoing && image.state === "awaiting" ? <span className="pc-decision"><Icon name="redo" />Redo under way</span> : null}
      </div>
      <span className="pc-review-name"><span>{productTitle}</span><span className="pc-quiet pc-tabular">{[image.comments > 0 ? `${image.comments} said` : "", asked ?? "", of > 1 ? `${place} of ${of}` : ""].filter(Boolean).join(" · ")}</span></span>
      {image.altOnly ? <p className="pc-review-alt">{image.altText}</p> : null}
    </li>
  );
}
