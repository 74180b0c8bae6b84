import { Checkbox, ChoiceList, Select, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { Icon } from "@shopify/polaris";
import { useId } from "react";
import { given } from "./given.ts";
import type { CheckboxProps, ChoiceListProps, ColourFieldProps, SelectProps, TextFieldProps } from "./kit-types.ts";

/** Text, several lines, numbers and searches. */
export function PolarisTextField({ kind = "text", rows, help, suffix, onEnter, listbox, ...props }: TextFieldProps) {
  const { label, value, onChange, error, disabled, maxLength, min, max, step, placeholder, labelHidden } = props;
  const field = (
    <TextField
      label={label} value={value} onChange={onChange} autoComplete={kind === "secret" ? "new-password" : "off"} type={kind === "secret" ? "password" : kind}
      {...given({ helpText: help, error, disabled, maxLength, min, max, step, placeholder, labelHidden, suffix, multiline: rows })}
      {...(listbox ? { ariaAutocomplete: "list", ariaControls: listbox.id, ariaActiveDescendant: listbox.active } : {})}
      {...(maxLength && kind === "text" ? { showCharacterCount: maxLength <= 512 } : {})}
      {...(kind === "search" ? { prefix: <Icon source={SearchIcon} tone="subdued" />, clearButton: true, onClearButtonClick: () => onChange("") } : {})}
    />
  );
  if (!onEnter) return field;
  return <div onKeyDown={(event) => { if (event.key === "Enter") onEnter(); }}>{field}</div>;
}

/** A text field with the browser's colour picker in front. */
export function PolarisColourField({ label, value, onChange, help, error, disabled }: ColourFieldProps) {
  const shown = /^#[0-9a-f]{6}$/i.test(value) ? value : "#ffffff";
  const swatch = <input type="color" className="pc-swatch" aria-label={`${label}, picker`} value={shown} disabled={disabled} onChange={(event) => onChange(event.target.value)} />;
  return <TextField label={label} value={value} onChange={onChange} autoComplete="off" prefix={swatch} {...given({ helpText: help, error, disabled })} />;
}

/** One of a list. */
export function PolarisSelect({ label, value, options, onChange, help, error, disabled, labelHidden }: SelectProps) {
  return <Select label={label} value={value} options={[...options]} onChange={onChange} {...given({ helpText: help, error, disabled, labelHidden })} />;
}

/** Yes or no. */
export function PolarisCheckbox({ label, checked, onChange, help, error, disabled, labelHidden }: CheckboxProps) {
  return <Checkbox label={label} checked={checked} onChange={onChange} {...given({ helpText: help, error, disabled, labelHidden })} />;
}

/** One of a few. */
export function PolarisChoiceList({ label, value, options, onChange, error, disabled }: ChoiceListProps) {
  const name = useId();
  return (
    <ChoiceList
      title={label} name={name} selected={[value]} onChange={([chosen]) => { if (chosen) onChange(chosen); }}
      choices={options.map((option) => given({ value: option.value, label: option.label, helpText: option.help }))} {...given({ error, disabled })}
    />
  );
}
