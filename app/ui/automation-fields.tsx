import { memo, useState } from "react";
import { Select, TextField } from "./kit.tsx";
import { FieldGrid } from "./layout.tsx";

/** A cadence while it is written. */
export interface CadenceDraft {
  readonly every: "day" | "week" | "month";
  readonly weekday: string;
  readonly day: string;
  readonly time: string;
  readonly zone: string;
  readonly catchUp: "once" | "skip";
}

/** Which products a trigger is for, while it is written; an empty field is all of them. */
export interface FilterDraft {
  readonly field: "" | "tag" | "vendor" | "type" | "status";
  readonly value: string;
}

const EVERY = [{ value: "day", label: "Every day" }, { value: "week", label: "Every week" }, { value: "month", label: "Every month" }] as const;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((label, index) => ({ value: String(index + 1), label }));
const DAYS = Array.from({ length: 31 }, (_one, index) => ({ value: String(index + 1), label: index === 30 ? "The last" : String(index + 1) }));
const CATCH_UP = [{ value: "once", label: "Run once as soon as possible" }, { value: "skip", label: "Leave it out" }] as const;
const FIELDS = [{ value: "", label: "All products" }, { value: "tag", label: "Products with the tag" }, { value: "vendor", label: "Products of the vendor" }, { value: "type", label: "Products of the type" }, { value: "status", label: "Products with the status" }] as const;
const STATUSES = [{ value: "active", label: "Active" }, { value: "unlisted", label: "Unlisted" }, { value: "draft", label: "Draft" }, { value: "archived", label: "Archived" }];

/** What of a schedule is sent. */
export function scheduleOf({ every, weekday, day, time, zone, catchUp }: CadenceDraft): { catchUp: string; cadence: { every: string; time: string; zone: string; weekday?: number; day?: number } } {
  return { catchUp, cadence: { every, time, zone, ...(every === "week" ? { weekday: Number(weekday) } : every === "month" ? { day: Number(day) } : {}) } };
}

const ANOTHER = "another";
const zoneOption = (zone: string) => ({ value: zone, label: zone.replaceAll("_", " ") });

/** When a schedule is due, and what is done about times that were missed. The four hundred time zones are drawn once another one is asked for, and not again while other fields are filled in. */
export const CadenceFields = memo(function CadenceFields({ draft, zones, error, onChange }: { readonly draft: CadenceDraft; readonly zones: readonly string[]; readonly error: string | undefined; readonly onChange: (draft: CadenceDraft) => void }) {
  const [allZones, setAllZones] = useState(false);
  const set = (part: Partial<CadenceDraft>) => onChange({ ...draft, ...part });
  return (
    <FieldGrid>
      <Select label="How often" value={draft.every} options={EVERY} onChange={(value) => { const found = EVERY.find((one) => one.value === value); if (found) set({ every: found.value }); }} />
      {draft.every === "week" ? <Select label="Day" value={draft.weekday} options={WEEKDAYS} onChange={(weekday) => set({ weekday })} /> : null}
      {draft.every === "month" ? <Select label="Day of the month" value={draft.day} options={DAYS} onChange={(day) => set({ day })} /> : null}
      <TextField label="Time" value={draft.time} maxLength={5} placeholder="09:00" error={error} onChange={(time) => set({ time })} />
      <Select label="Time zone" value={draft.zone} options={allZones ? zones.map(zoneOption) : [zoneOption(draft.zone), { value: ANOTHER, label: "Another…" }]} onChange={(zone) => (zone === ANOTHER ? setAllZones(true) : set({ zone }))} />
      <Select label="If a time was missed" value={draft.catchUp} options={CATCH_UP} onChange={(value) => { const found = CATCH_UP.find((one) => one.value === value); if (found) set({ catchUp: found.value }); }} />
    </FieldGrid>
  );
});

/** Which products a trigger is for. */
export function FilterFields({ draft, error, onChange }: { readonly draft: FilterDraft; readonly error: string | undefined; readonly onChange: (draft: FilterDraft) => void }) {
  const choose = (value: string) => { const found = FIELDS.find((one) => one.value === value); if (found) onChange({ field: found.value, value: found.value === "status" ? "active" : "" }); };
  return (
    <FieldGrid>
      <Select label="Only for" value={draft.field} options={FIELDS} onChange={choose} />
      {draft.field === "" ? null : draft.field === "status"
        ? <Select label="Status" value={draft.value} options={STATUSES} onChange={(value) => onChange({ ...draft, value })} />
        : <TextField label="Value" value={draft.value} maxLength={255} error={error} onChange={(value) => onChange({ ...draft, value })} />}
    </FieldGrid>
  );
}
