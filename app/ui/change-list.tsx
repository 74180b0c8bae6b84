import type { ChangedValue, GraphChange } from "#app/core/skill/change.ts";
import { Spoken } from "./layout.tsx";

const SIGNS = { added: "+", removed: "−", changed: "Δ" } as const;
const WORDS = { added: "Added", removed: "Removed", changed: "Changed" } as const;
const KINDS = { skill: "", step: "", wire: "Connection ", note: "Note ", frame: "Frame " } as const;

/** What differs between two versions, thing by thing: sign, name, and each value before and after. */
export function ChangeList({ changes }: { readonly changes: readonly GraphChange[] }) {
  return (
    <ul className="pc-changes">
      {changes.map(({ of, mark, id, name, values }) => (
        <li key={`${of} ${id}`} className={`pc-change pc-change-${mark}`}>
          <span className="pc-change-sign" aria-hidden="true">{SIGNS[mark]}</span>
          <div className="pc-grow">
            {of === "skill" ? null : <strong className="pc-change-name"><Spoken>{`${WORDS[mark]}: `}</Spoken>{`${KINDS[of]}${name}`}</strong>}
            {values.map((value) => <Value key={`${value.title} ${value.field ?? ""}`} value={value} />)}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Value({ value: { title, from, to } }: { readonly value: ChangedValue }) {
  return <div className="pc-change-value"><span>{title}</span> <Spoken>from</Spoken> <del>{from}</del> <span aria-hidden="true">→</span> <Spoken>to</Spoken> <ins>{to}</ins></div>;
}
