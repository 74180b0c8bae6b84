import { Picture } from "./picture.tsx";
import type { ReviewImage } from "./review-model.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Keys of candidates: one digit each. */
const DIGITS = 9;

/** All images of one product, redos among them; 1 to 9 go to one. */
export function ReviewCandidates({ candidates, current, panes, onPanes, onShow }: { readonly candidates: readonly ReviewImage[]; readonly current: string; readonly panes: boolean; readonly onPanes: (panes: boolean) => void; readonly onShow: (image: ReviewImage) => void }) {
  useShortcuts(Object.fromEntries(Array.from({ length: DIGITS }, (_unused, index) => [String(index + 1), () => { const one = candidates[index]; if (one) onShow(one); }])));
  if (candidates.length < 2) return null;
  return (
    <div>
      <div className="pc-row pc-between"><h2 className="pc-h2">Candidates</h2><button type="button" className="pc-plain-button" aria-pressed={panes} onClick={() => onPanes(!panes)}>Side by side <kbd>S</kbd></button></div>
      <ul className="pc-candidates">
        {candidates.map((one, index) => (
          <li key={one.id}>
            <button type="button" aria-pressed={one.id === current} onClick={() => onShow(one)}>
              <Picture image={one.image} alt="" size={132} /><span className="pc-row pc-between"><span>{`${one.place} of ${one.of}`}</span>{index < DIGITS ? <kbd>{index + 1}</kbd> : null}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
