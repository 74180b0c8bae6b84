import { useEffect, useRef } from "react";
import { Compare } from "./compare.tsx";
import { spent, timeLeft } from "./format.ts";
import { Button, Link } from "./kit.tsx";
import { Facts } from "./layout.tsx";
import { adminProduct } from "./paths.ts";
import { Picture } from "./picture.tsx";
import { DecisionBadge } from "./review-card.tsx";
import type { Decision, Shown } from "./review-model.ts";
import { FieldError } from "./states.tsx";
import { When } from "./when.tsx";
import { useClock } from "./workspace.tsx";

/** One image large, with where it is from and the decision beside it. */
export function ReviewFocus({ image, images, why, position, onPosition, onGo, onDecide, onSwipe }: {
  readonly image: Shown;
  readonly images: readonly Shown[];
  /** Why its last decision did not hold. */
  readonly why: string | null;
  readonly position: number;
  readonly onPosition: (position: number) => void;
  readonly onGo: (id: string) => void;
  readonly onDecide: (decision: Decision) => void;
  readonly onSwipe: (direction: -1 | 1) => void;
}) {
  const candidates = images.filter(({ runId, productId }) => runId === image.runId && productId === image.productId);
  return (
    <div className="pc-focus">
      <div className="pc-focus-main">
        <Compare before={image.before} after={image.image} name={image.productTitle} position={position} onPosition={onPosition} onSwipe={onSwipe} />
        <Film images={images} current={image.id} onGo={onGo} />
      </div>
      <div className="pc-focus-side">
        {candidates.length > 1 ? (
          <div>
            <h2 className="pc-h2">Candidates</h2>
            <ul className="pc-candidates">
              {candidates.map((one, index) => (
                <li key={one.id}>
                  <button type="button" aria-pressed={one.id === image.id} onClick={() => onGo(one.id)}>
                    <Picture image={one.image} alt="" size={132} /><span className="pc-row pc-between"><span>{`${one.place} of ${one.of}`}</span>{index < 9 ? <kbd>{index + 1}</kbd> : null}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
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
        {why ? <FieldError>{why}</FieldError> : null}
        <Decide image={image} onDecide={onDecide} />
      </div>
    </div>
  );
}

function Keeping({ image }: { readonly image: Shown }) {
  const { now } = useClock();
  if (image.state !== "awaiting" || !image.expiresAt) return image.state === "approved" ? <span className="pc-quiet">Kept in your Asset Library</span> : null;
  return <span className="pc-quiet">Kept until <When within at={image.expiresAt} />{` (${timeLeft((Date.parse(image.expiresAt) - now) / 1000)})`}</span>;
}

function Decide({ image, onDecide }: { readonly image: Shown; readonly onDecide: (decision: Decision) => void }) {
  if (image.publishedAt) return <p className="pc-quiet">Published <When within at={image.publishedAt} />. Undo the publication to change the decision.</p>;
  return (
    <div className="pc-decide">
      {image.state === "approved" ? <Button onAction={() => onDecide("undo")} icon="undo" wide>Undo approval</Button> : <Button variant="primary" icon="check" onAction={() => onDecide("approve")} wide>Approve and save</Button>}
      {image.state === "rejected" ? <Button onAction={() => onDecide("restore")} icon="undo" wide>Restore</Button> : <Button icon="x" onAction={() => onDecide("reject")} wide>Reject</Button>}
      <p className="pc-small pc-decide-keys" aria-hidden="true"><kbd>A</kbd> approve <kbd>X</kbd> reject <kbd>Z</kbd> undo</p>
    </div>
  );
}

/** How many neighbours the film shows on each side. */
const NEIGHBOURS = 12;

function Film({ images, current, onGo }: { readonly images: readonly Shown[]; readonly current: string; readonly onGo: (id: string) => void }) {
  const film = useRef<HTMLUListElement>(null);
  const at = images.findIndex(({ id }) => id === current);
  const from = Math.max(0, at - NEIGHBOURS);
  useEffect(() => {
    const list = film.current;
    const here = list?.querySelector<HTMLElement>("[aria-current=true]");
    // Only the film moves, never the page.
    if (list && here) list.scrollLeft = here.offsetLeft - list.clientWidth / 2 + here.clientWidth / 2;
  }, [current]);
  return (
    <ul className="pc-film" ref={film} aria-label="Images">
      {images.slice(from, at + NEIGHBOURS + 1).map((one) => (
        <li key={one.id}>
          <button type="button" aria-current={one.id === current} className={`pc-film-${one.state}`} onClick={() => onGo(one.id)} aria-label={`${one.productTitle}, ${one.place} of ${one.of}`}><Picture image={one.image} alt="" size={54} /></button>
        </li>
      ))}
    </ul>
  );
}
