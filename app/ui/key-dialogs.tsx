import { useState } from "react";
import { Dialog, Select, TextField } from "./kit.tsx";
import { Quiet, Stack } from "./layout.tsx";
import { FieldError } from "./states.tsx";

interface Base {
  readonly open: boolean;
  readonly busy: boolean;
  readonly error: { readonly say: string; readonly field: string | null } | null;
  readonly onClose: () => void;
}

/** A provider that keys can be added for. */
export interface ProviderChoice {
  readonly id: string;
  readonly title: string;
  readonly help: string;
}

/** Adds a key. It is never shown, also not while it is typed, and forgotten by the page when the dialog closes. */
export function AddKeyDialog({ providers, first, onAdd, ...base }: Base & { readonly providers: readonly ProviderChoice[]; /** The provider that is chosen when it opens. */ readonly first: string | null; readonly onAdd: (key: { provider: string; label: string; key: string }) => void }) {
  const [provider, setProvider] = useState(first ?? providers[0]?.id ?? "");
  const [label, setLabel] = useState("");
  const [key, setKey] = useState("");
  const close = () => { setKey(""); base.onClose(); };
  const chosen = providers.find(({ id }) => id === provider);
  return (
    <Dialog open={base.open} title="Add API key" onClose={close} action={{ label: "Add key", busy: base.busy, disabled: !key.trim() || !label.trim(), onAction: () => onAdd({ provider, label: label.trim(), key }) }}>
      <Stack>
        <Select label="Provider" value={provider} options={providers.map(({ id, title }) => ({ value: id, label: title }))} onChange={setProvider} />
        <TextField label="Name" help="For your team, for example: Studio key" value={label} onChange={setLabel} maxLength={60} error={fieldError(base.error, "label")} />
        <TextField kind="secret" label="API key" help={chosen?.help} value={key} onChange={setKey} error={fieldError(base.error, "key")} />
        {base.error && base.error.field !== "key" && base.error.field !== "label" ? <FieldError>{base.error.say}</FieldError> : null}
        <Quiet small>You pay the provider directly. The key is encrypted, only its last four characters are shown, and it is checked with a call that costs nothing.</Quiet>
      </Stack>
    </Dialog>
  );
}

/** Puts another secret in the place of a key. */
export function RotateDialog({ label, onRotate, ...base }: Base & { readonly label: string; readonly onRotate: (key: string) => void }) {
  const [key, setKey] = useState("");
  const close = () => { setKey(""); base.onClose(); };
  return (
    <Dialog open={base.open} title={`Rotate ${label}`} onClose={close} action={{ label: "Rotate", busy: base.busy, disabled: !key.trim(), onAction: () => onRotate(key) }}>
      <Stack>
        <TextField kind="secret" label="New API key" help="Name, cap and history stay. The former key is forgotten." value={key} onChange={setKey} error={base.error?.say} />
      </Stack>
    </Dialog>
  );
}

/** Sets a cap in dollars: a month's, empty for none, or a run's, which always has one. Micro-dollars in and out. */
export function CapDialog({ title, scope, capMicros, onSave, ...base }: Base & { readonly title: string; readonly scope: "month" | "run"; readonly capMicros: number | null; readonly onSave: (capMicros: number | null) => void }) {
  const [value, setValue] = useState(capMicros === null ? "" : String(capMicros / 1_000_000));
  const none = value.trim() === "";
  // What is no amount must never arrive as "no cap".
  const wrong = none || Number(value) >= 0 ? undefined : "Give an amount in dollars, for example 25.00";
  const save = () => onSave(none ? null : Math.round(Number(value) * 1_000_000));
  return (
    <Dialog open={base.open} title={title} onClose={base.onClose} action={{ label: "Save cap", busy: base.busy, disabled: wrong !== undefined || (scope === "run" && none), onAction: save }}>
      <TextField kind="number" label={scope === "run" ? "Cap of the run" : "Cap a month"} suffix="US dollars" min={0} step={0.01} help={`Nothing starts that would pass it.${scope === "run" ? "" : " Leave it empty for no cap."}`} value={value} onChange={setValue} error={wrong ?? base.error?.say} />
    </Dialog>
  );
}

function fieldError(error: Base["error"], field: string): string | undefined {
  return error?.field === field ? error.say : undefined;
}
