import type { GraphChange } from "#app/core/skill/change.ts";
import { ChangeList } from "./change-list.tsx";
import { callDollars, count, NO_COST } from "./format.ts";
import { Button, Select } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";
import { FieldError, SkeletonLines } from "./states.tsx";

const SIGNS = [["added", "+"], ["removed", "−"], ["changed", "Δ"]] as const;
/** The draft in a list of choices, which are texts. */
const DRAFT = "draft";

/** Two states of a skill: ids of versions, null for the draft. */
export interface Compared {
  readonly from: string | null;
  readonly to: string | null;
}

/** What differs between two states of a skill, and what a product costs in both. */
export function CompareCard({ asked, comparison, error, versions, onAsk, onClose }: {
  readonly asked: Compared;
  /** Null while it is fetched. */
  readonly comparison: (Compared & { readonly changes: readonly GraphChange[]; readonly fromMicros: number | null; readonly toMicros: number | null }) | null;
  readonly error: string | null;
  readonly versions: readonly { readonly id: string; readonly number: number }[];
  readonly onAsk: (asked: Compared) => void;
  readonly onClose: () => void;
}) {
  const options = [{ value: DRAFT, label: "Draft" }, ...versions.map(({ id, number }) => ({ value: id, label: `Version ${number}` }))];
  const nameOf = (id: string | null) => options.find(({ value }) => value === (id ?? DRAFT))?.label ?? "";
  const idOf = (value: string) => (value === DRAFT ? null : value);
  return (
    <Card title={`${nameOf(asked.from)} → ${nameOf(asked.to)}`} note="Where a step stands is no difference" aside={<Button icon="x" iconOnly onAction={onClose}>Close comparison</Button>} flush>
      <div className="pc-compare-choice">
        <Select label="Compare" value={asked.from ?? DRAFT} options={options} onChange={(value) => onAsk({ ...asked, from: idOf(value) })} />
        <Select label="with" value={asked.to ?? DRAFT} options={options} onChange={(value) => onAsk({ ...asked, to: idOf(value) })} />
      </div>
      <div aria-live="polite">
        {error ? <Section><FieldError>{error}</FieldError></Section> : null}
        {comparison || error ? null : <Section><SkeletonLines lines={3} /></Section>}
        {comparison ? (
          <>
            <Section>
              <div className="pc-row pc-between">
                <span className="pc-row">{comparison.changes.length === 0 ? "No difference" : SIGNS.map(([mark, sign]) => <Tally key={mark} sign={sign} word={mark} many={comparison.changes.filter((change) => change.mark === mark).length} />)}</span>
                <Quiet small>{`A product: ${costWords(comparison.fromMicros)} → ${costWords(comparison.toMicros)}`}</Quiet>
              </div>
            </Section>
            {comparison.changes.length > 0 ? <Section><ChangeList changes={comparison.changes} /></Section> : null}
          </>
        ) : null}
      </div>
    </Card>
  );
}

function Tally({ sign, word, many }: { readonly sign: string; readonly word: string; readonly many: number }) {
  return many === 0 ? null : <span className="pc-tabular"><strong aria-hidden="true">{sign} </strong>{count(many, word, word)}</span>;
}

function costWords(micros: number | null): string {
  if (micros === null) return "cost not known";
  return micros === 0 ? NO_COST.toLowerCase() : `about ${callDollars(micros)}`;
}
