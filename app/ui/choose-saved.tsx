import { useState } from "react";
import type { Unit } from "#app/core/unit.ts";
import { useHost } from "./host.tsx";
import { Button, Dialog, Select, TextField } from "./kit.tsx";
import { Quiet, Stack } from "./layout.tsx";
import type { ProductSelection, SavedChoice, WayProps } from "./selection-types.ts";
import { FieldError } from "./states.tsx";

/** What is saved, and what can be done with it. `naming` is the dialog that is open. */
export interface SavedActions {
  readonly all: readonly SavedChoice[];
  readonly busy: boolean;
  readonly error: { readonly say: string; readonly field: string | null } | null;
  readonly naming: "save" | "rename" | null;
  readonly onNaming: (what: "save" | "rename" | null) => void;
  readonly onSave: (saved: { name: string; selection: ProductSelection; unit: Unit }) => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onDelete: (id: string) => void;
}

/** Keeps the selection by a name. */
export function SaveSelection({ saved, selection, unit }: { readonly saved: SavedActions; readonly selection: ProductSelection; readonly unit: Unit }) {
  return (
    <>
      <Button onAction={() => saved.onNaming("save")}>Save selection</Button>
      {saved.naming === "save" ? <NameDialog title="Save selection" action="Save" first="" saved={saved} note="What it holds is looked up again each time it is used." onName={(name) => saved.onSave({ name, selection, unit })} /> : null}
    </>
  );
}

/** One that was saved before, with its unit. */
export function ChooseSaved({ selection, onChoose, saved }: WayProps & { readonly saved: SavedActions }) {
  const host = useHost();
  const chosen = selection?.kind === "saved" ? saved.all.find(({ id }) => id === selection.id) : undefined;
  const remove = async (one: SavedChoice) => {
    if (await host.confirm({ title: `Delete “${one.name}”?`, text: "Runs that were started with it stay as they are. What starts runs with it by itself stops.", action: "Delete", tone: "critical" })) saved.onDelete(one.id);
  };
  if (saved.all.length === 0) return <Quiet>Nothing is saved yet. Choose products in another way, then save the selection.</Quiet>;
  return (
    <div className="pc-choice-text">
      <div className="pc-grow">
        <Select label="Saved selection" value={chosen?.id ?? ""} options={[{ value: "", label: "Choose a saved selection" }, ...saved.all.map(({ id, name, label }) => ({ value: id, label: `${name}: ${label}` }))]} onChange={(id) => { const found = saved.all.find((one) => one.id === id); if (found) onChoose({ kind: "saved", id, name: found.name }); }} />
      </div>
      {chosen ? <div className="pc-choice-button pc-row"><Button onAction={() => saved.onNaming("rename")}>Rename</Button><Button tone="critical" busy={saved.busy} onAction={() => void remove(chosen)}>Delete</Button></div> : null}
      {chosen && saved.naming === "rename" ? <NameDialog title={`Rename “${chosen.name}”`} action="Rename" first={chosen.name} saved={saved} onName={(name) => saved.onRename(chosen.id, name)} /> : null}
    </div>
  );
}

function NameDialog({ title, action, first, note, saved, onName }: { readonly title: string; readonly action: string; readonly first: string; readonly note?: string; readonly saved: SavedActions; readonly onName: (name: string) => void }) {
  const [name, setName] = useState(first);
  const send = () => { if (name.trim() !== "") onName(name.trim()); };
  return (
    <Dialog open title={title} onClose={() => saved.onNaming(null)} action={{ label: action, busy: saved.busy, disabled: name.trim() === "", onAction: send }}>
      <Stack>
        <TextField label="Name" value={name} maxLength={60} onChange={setName} onEnter={send} error={saved.error?.field === "name" ? saved.error.say : undefined} />
        {saved.error && saved.error.field !== "name" ? <FieldError>{saved.error.say}</FieldError> : null}
        {note ? <Quiet small>{note}</Quiet> : null}
      </Stack>
    </Dialog>
  );
}
