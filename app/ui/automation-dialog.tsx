import { useState } from "react";
import type { Unit } from "#app/core/unit.ts";
import { CadenceFields, FilterFields, scheduleOf, type CadenceDraft, type FilterDraft } from "./automation-fields.tsx";
import { dollars } from "./format.ts";
import { Dialog, Select, TextField } from "./kit.tsx";
import { FieldGrid, Quiet, Stack } from "./layout.tsx";
import type { SavedChoice } from "./selection-types.ts";
import { FieldError } from "./states.tsx";

const STARTS = [{ value: "schedule", label: "On a schedule" }, { value: "product-created", label: "When a product is created" }, { value: "image-added", label: "When an image is added to a product" }] as const;
type Start = (typeof STARTS)[number]["value"];
const UNITS: readonly { readonly value: Unit; readonly label: string }[] = [{ value: "product", label: "Once for each product" }, { value: "image", label: "Once for each photo" }, { value: "variant", label: "Once for each variant" }];
const IN_FORM = ["name", "skillId", "capMicros", "monthCapMicros", "cadence.time", "filter.value"];

type Json = string | number | null | { [name: string]: Json };
/** What was filled in, as it is sent. */
export type AutomationDraft = Record<string, Json>;

/** Makes a trigger or a schedule: when, which skill, on what, and how much it may spend. */
export function AutomationDialog({ skills, saved, skill, zone, zones, busy, error, onClose, onCreate }: {
  readonly skills: readonly { readonly id: string; readonly name: string; readonly eachMicros: number }[];
  readonly saved: readonly SavedChoice[];
  /** The skill that is chosen when it opens. */
  readonly skill: string | null;
  readonly zone: string;
  readonly zones: readonly string[];
  readonly busy: boolean;
  readonly error: { readonly say: string; readonly field: string | null } | null;
  readonly onClose: () => void;
  readonly onCreate: (automation: AutomationDraft) => void;
}) {
  const [start, setStart] = useState<Start>("schedule");
  const [name, setName] = useState("");
  const [skillId, setSkillId] = useState(skill ?? skills[0]?.id ?? "");
  const [unit, setUnit] = useState<Unit>("product");
  const [products, setProducts] = useState("not-processed");
  const [cadence, setCadence] = useState<CadenceDraft>({ every: "week", weekday: "1", day: "1", time: "09:00", zone, catchUp: "once" });
  const [filter, setFilter] = useState<FilterDraft>({ field: "", value: "" });
  const [cap, setCap] = useState("");
  const [monthCap, setMonthCap] = useState("");
  const chosen = skills.find(({ id }) => id === skillId);
  const buys = (chosen?.eachMicros ?? 0) > 0;
  const errorAt = (field: string) => (error?.field === `automation.${field}` || error?.field === field ? error.say : undefined);
  const selection = () => {
    const one = saved.find(({ id }) => id === products);
    if (one) return { kind: "saved", id: one.id, name: one.name };
    return products === "all" ? { kind: "search", query: "" } : { kind: "not-processed", skillId, skillName: chosen?.name ?? "" };
  };
  const create = () => {
    const base = { name: name.trim(), skillId, unit, capMicros: buys ? microsOf(cap) : null, monthCapMicros: buys ? microsOf(monthCap) : null };
    if (start === "schedule") onCreate({ ...base, kind: "schedule", selection: selection(), ...scheduleOf(cadence) });
    else onCreate({ ...base, kind: "trigger", event: start, filter: filter.field === "" ? null : { field: filter.field, value: filter.value.trim() } });
  };
  const other = error && !IN_FORM.some((field) => errorAt(field)) ? error.say : null;
  const complete = name.trim() !== "" && skillId !== "" && (start === "schedule" || filter.field === "" || filter.value.trim() !== "") && (!buys || (cap.trim() !== "" && monthCap.trim() !== ""));
  return (
    <Dialog open title="New automation" onClose={onClose} action={{ label: "Make automation", busy, disabled: !complete, onAction: create }}>
      <Stack>
        <FieldGrid>
          <TextField label="Name" value={name} maxLength={60} onChange={setName} error={errorAt("name")} />
          <Select label="Skill" value={skillId} options={skills.map(({ id, name: title }) => ({ value: id, label: title }))} onChange={setSkillId} error={errorAt("skillId")} />
          <Select label="Starts" value={start} options={STARTS} onChange={(value) => { const found = STARTS.find((one) => one.value === value); if (found) setStart(found.value); }} />
          <Select label="Runs" value={unit} options={UNITS} onChange={(value) => { const found = UNITS.find((one) => one.value === value); if (found) setUnit(found.value); }} />
        </FieldGrid>
        {start === "schedule" ? (
          <>
            <Select label="Products" value={products} options={[{ value: "not-processed", label: "Not yet processed by this skill" }, { value: "all", label: "All products" }, ...saved.map((one) => ({ value: one.id, label: `${one.name}: ${one.label}` }))]} onChange={setProducts} help="Looked up when it starts. Save a selection on a run form to choose others." />
            <CadenceFields draft={cadence} zones={zones} error={errorAt("cadence.time")} onChange={setCadence} />
          </>
        ) : <FilterFields draft={filter} error={errorAt("filter.value")} onChange={setFilter} />}
        {buys ? (
          <FieldGrid>
            <TextField kind="number" label="Cap of each run" suffix="US dollars" min={0} step={0.01} value={cap} onChange={setCap} error={errorAt("capMicros")} help={`One item costs at most ${dollars(chosen?.eachMicros ?? 0)}.`} />
            <TextField kind="number" label="Cap of a month" suffix="US dollars" min={0} step={0.01} value={monthCap} onChange={setMonthCap} error={errorAt("monthCapMicros")} help="It stops by itself before it would pass this." />
          </FieldGrid>
        ) : null}
        {other ? <FieldError>{other}</FieldError> : null}
        <Quiet small>{buys ? "It runs the skill as it is published then, with what the skill suggests for its own questions." : "No cost: all steps run on our servers. It runs the skill as it is published then, with what the skill suggests for its own questions."}</Quiet>
      </Stack>
    </Dialog>
  );
}

function microsOf(dollarsTyped: string): number | null {
  return dollarsTyped.trim() === "" ? null : Math.round(Number(dollarsTyped) * 1_000_000);
}
