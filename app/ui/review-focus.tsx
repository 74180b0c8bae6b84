import { Compare } from "./compare.tsx";
import { atMost, spent, timeLeft } from "./format.ts";
import { Button, Link, Select, TextField } from "./kit.tsx";
import { Facts } from "./layout.tsx";
import { adminProduct } from "./paths.ts";
import { DecisionBadge } from "./review-card.tsx";
import { PlanNote, planLabel, type Room } from "./plan-room.tsx";
import { ReviewCandidates } from "./review-candidates.tsx";
import { ReviewComments } from "./review-comments.tsx";
import { ReviewFilm } from "./review-film.tsx";
import type { Decision, ReviewImage, Shown } from "./review-model.ts";
import type { Reviewer } from "./review-server.ts";
import { SideBySide } from "./side-by-side.tsx";
import { FieldError } from "./states.tsx";
import type { OutputBeside } from "./use-output-beside.ts";
import type { Zoom } from "./use-zoom.ts";
import { When } from "./when.tsx";
import { useClock } from "./workspace.tsx";

interface FocusProps {
  readonly image: Shown;
  readonly index: number;
  readonly total: number;
  readonly shownAt: (index: number) => Shown | null | undefined;
  readonly beside: OutputBeside;
  readonly reviewers: readonly Reviewer[];
  /** Why its last decision did not hold. */
  readonly why: string | null;
  readonly position: number;
  readonly zoom: Zoom;
  /** All images of the product beside each other, instead of one with its photo. */
  readonly panes: boolean;
  readonly mayDecide: boolean;
  /** What the plan has room for in the library. */
  readonly room: Room;
  readonly onPanes: (panes: boolean) => void;
  readonly onPosition: (position: number) => void;
  readonly onGo: (index: number) => void;
  readonly onShow: (image: ReviewImage) => void;
  readonly onDecide: (decision: Decision) => void;
}

/** One image large, with where it is from, what was said of it and the decision beside it. */
export function ReviewFocus({ image, index, total, shownAt, beside, reviewers, why, position, zoom, panes, mayDecide, room, onPanes, onPosition, onGo, onShow, onDecide }: FocusProps) {
  const candidates = beside.detail?.candidates ?? [];
  return (
    <div className="pc-focus">
      <div className="pc-focus-main">
        {panes && candidates.length > 0 ? <SideBySide photo={image.before} candidates={candidates} current={image.id} zoom={zoom} onGo={onShow} />
          : <Compare before={image.before} after={image.image} name={image.productTitle} position={position} zoom={zoom} onPosition={onPosition} onSwipe={(direction) => onGo(index + direction)} />}
        <ReviewFilm index={index} total={total} shownAt={shownAt} current={image.id} onGo={onGo} />
      </div>
      <div className="pc-focus-side">
        <ReviewCandidates candidates={candidates} current={image.id} panes={panes} onPanes={onPanes} onShow={onShow} />
        <div className="pc-focus-state"><DecisionBadge image={image} /><Keeping image={image} /></div>
        <Facts
          facts={[
            { label: "Made by", value: `${image.skillName}, version ${image.version}` },
            { label: "Run", value: <Link to={`runs/${image.runId}`}>{`Run ${image.runNumber}`}</Link> },
            { label: "Size", value: `${image.image.width} × ${image.image.height}` },
            { label: "Cost", value: spent(image.costMicros) },
            { label: "File name", value: image.fileName },
            { label: "Alt text", value: image.altText || "None" },
            { label: "Product", value: <Link to={adminProduct(image.productId)} external>Open in admin</Link> },
          ]}
        />
        {mayDecide && reviewers.length > 1 ? (
          <div id="review-assign"><Select label="Who decides" value={beside.assignedTo ?? ""} options={[{ value: "", label: "Anybody" }, ...reviewers.map(({ id, label }) => ({ value: id, label }))]} onChange={(id) => beside.assign(id || null)} /></div>
        ) : null}
        {why ? <FieldError>{why}</FieldError> : null}
        {beside.error ? <FieldError>{beside.error}</FieldError> : null}
        <Redo image={image} beside={beside} />
        {mayDecide ? <PlanNote room={room} /> : null}
        <Decide image={image} room={room} onDecide={onDecide} />
        <ReviewComments comments={beside.detail?.comments ?? []} reviewers={reviewers} busy={beside.busy} onSay={beside.comment} />
      </div>
    </div>
  );
}

function Keeping({ image }: { readonly image: Shown }) {
  const { now } = useClock();
  if (image.state !== "awaiting" || !image.expiresAt) return image.state === "approved" ? <span className="pc-quiet">Kept in your Asset Library</span> : null;
  return <span className="pc-quiet">Kept until <When within at={image.expiresAt} />{` (${timeLeft((Date.parse(image.expiresAt) - now) / 1000)})`}</span>;
}

/** What is to be different, and what making it once more costs at most. */
function Redo({ image, beside }: { readonly image: Shown; readonly beside: OutputBeside }) {
  const { detail, note, busy } = beside;
  if (!detail || image.altOnly) return null;
  const open = detail.redos.filter(({ over }) => !over);
  const failed = detail.redos.filter(({ over, done }) => over && !done).at(-1);
  return (
    <div className="pc-redo" id="review-redo">
      {detail.redoMicros === null ? (detail.noRedo ? <p className="pc-small">{detail.noRedo}</p> : null) : (
        <>
          <TextField label="Note for redo" placeholder="For example: more light from the left" rows={2} maxLength={500} value={note.value} onChange={note.onChange} />
          <Button icon="redo" wide busy={busy || open.length > 0} onAction={beside.redo}>{`Redo, up to ${atMost(detail.redoMicros)}`}</Button>
        </>
      )}
      <p className="pc-small" role="status">{open.length > 0 ? open[0]?.say ?? "The redo is under way. It stands beside this image when it is made." : failed ? `The last redo was not made: ${failed.say ?? ""}` : ""}</p>
    </div>
  );
}

function Decide({ image, room, onDecide }: { readonly image: Shown; readonly room: Room; readonly onDecide: (decision: Decision) => void }) {
  if (image.publishedAt) return <p className="pc-quiet">Published <When within at={image.publishedAt} />. Undo the publication to change the decision.</p>;
  if (image.state === "expired") return <p className="pc-quiet">This image was kept for its time and then deleted.</p>;
  return (
    <div className="pc-decide">
      {image.state === "approved" ? <Button onAction={() => onDecide("undo")} icon="undo" wide>Undo approval</Button> : <Button variant="primary" icon="check" disabled={room.full} onAction={() => onDecide("approve")} wide>{planLabel("Approve and save", room)}</Button>}
      {image.state === "rejected" ? <Button onAction={() => onDecide("restore")} icon="undo" wide>Restore</Button> : <Button icon="x" onAction={() => onDecide("reject")} wide>Reject</Button>}
      <p className="pc-small pc-decide-keys" aria-hidden="true"><kbd>A</kbd> approve <kbd>X</kbd> reject <kbd>E</kbd> redo with note</p>
    </div>
  );
}
