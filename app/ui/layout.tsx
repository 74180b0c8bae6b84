import type { ReactNode } from "react";
import { Surface } from "./kit.tsx";

interface Children {
  readonly children: ReactNode;
}

/** A card: heading, what stands beside it, and content with or without padding. No card in a card. */
export function Card({ title, note, aside, flush, children }: { readonly title?: string | undefined; readonly note?: ReactNode; readonly aside?: ReactNode; readonly flush?: boolean } & { readonly children?: ReactNode }) {
  return (
    <Surface>
      {title === undefined ? null : (
        <div className="pc-card-head">
          <div className="pc-grow">
            <h2 className="pc-card-title">{title}</h2>
            {note === undefined ? null : <p className="pc-card-note">{note}</p>}
          </div>
          {aside === undefined ? null : <div className="pc-card-aside">{aside}</div>}
        </div>
      )}
      {children === undefined ? null : <div className={flush ? "pc-card-flush" : title === undefined ? "pc-card-body pc-card-only" : "pc-card-body"}>{children}</div>}
    </Surface>
  );
}

/** A part of a card, set off by a hairline, or tinted. */
export function Section({ tone, children }: Children & { readonly tone?: "warning" | "quiet" }) {
  return <div className={tone ? `pc-section pc-section-${tone}` : "pc-section"}>{children}</div>;
}

/** Things below each other. */
export function Stack({ gap, children }: Children & { readonly gap?: "tight" | "loose" }) {
  return <div className={gap ? `pc-stack pc-${gap}` : "pc-stack"}>{children}</div>;
}

/** Things beside each other, wrapping. */
export function Row({ between, top, children }: Children & { readonly between?: boolean; readonly top?: boolean }) {
  return <div className={`pc-row${between ? " pc-between" : ""}${top ? " pc-top" : ""}`}>{children}</div>;
}

/**
 * Main column and side column; below each other on a phone, where `besideFirst` puts the side's cards on top.
 * They come first in the document then: moved by style alone they would push down what is already shown.
 * `side` is the width that the screens name.
 */
export function Split({ side, sticky, besideFirst, children, beside }: Children & { readonly side: 284 | 336 | 376; readonly sticky?: boolean; readonly besideFirst?: boolean; readonly beside: ReactNode }) {
  const column = <div className={sticky ? "pc-stack pc-sticky" : "pc-stack"}>{beside}</div>;
  return (
    <div className={`pc-split pc-split-${side}${besideFirst ? " pc-split-beside-first" : ""}`}>
      {besideFirst ? column : null}
      <div className="pc-stack">{children}</div>
      {besideFirst ? null : column}
    </div>
  );
}

/** Fields beside each other, as many as fit. */
export function FieldGrid({ children }: Children) {
  return <div className="pc-fields">{children}</div>;
}

/** A name and its value, as a list of facts. */
export function Facts({ facts }: { readonly facts: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="pc-facts">
      {facts.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

/** The one number of a card. */
export function Stat({ label, value, unit, note }: { readonly label: string; readonly value: string; readonly unit?: string; readonly note?: ReactNode }) {
  return (
    <div className="pc-stat">
      <span className="pc-stat-label">{label}</span>
      <span className="pc-stat-value">{value}{unit ? <small> {unit}</small> : null}</span>
      {note === undefined ? null : <span className="pc-small">{note}</span>}
    </div>
  );
}

/** Secondary text. */
export function Quiet({ small, children }: Children & { readonly small?: boolean }) {
  return <p className={small ? "pc-small" : "pc-quiet"}>{children}</p>;
}

/** What a screen reader reads and nobody sees. */
export function Spoken({ children }: Children) {
  return <span className="pc-hidden">{children}</span>;
}
