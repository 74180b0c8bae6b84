import {
  CheckboxButton, CheckboxField, FieldError, Input, Label, RadioButton, RadioField, RadioGroup, Select, SelectValue, Button, Popover, ListBox, ListBoxItem, Text, TextArea, TextField,
} from "react-aria-components";
import { given } from "./given.ts";
import type { CheckboxProps, ChoiceListProps, ColourFieldProps, SelectProps, TextFieldProps } from "./kit-types.ts";
import { StudioIcon } from "./studio-icons.tsx";

function Below({ help, error }: { readonly help?: string | undefined; readonly error?: string | undefined }) {
  return <>{help ? <Text slot="description" className="st-help">{help}</Text> : null}<FieldError className="st-error">{error}</FieldError></>;
}

/** Text, several lines, numbers and searches. */
export function StudioTextField({ label, value, onChange, kind = "text", rows, help, error, disabled, maxLength, min, max, step, suffix, placeholder, labelHidden, onEnter, listbox }: TextFieldProps) {
  const input = given({ min, max, step, placeholder });
  return (
    <TextField className="st-field" value={value} onChange={onChange} isInvalid={error !== undefined} type={kind === "secret" ? "password" : kind} {...given({ isDisabled: disabled, maxLength })} {...(labelHidden ? { "aria-label": label } : {})}>
      {labelHidden ? null : <Label>{label}</Label>}
      {rows ? <TextArea rows={rows} className="st-input" {...given({ placeholder })} {...(listbox ? { "aria-autocomplete": "list", "aria-controls": listbox.id, "aria-activedescendant": listbox.active } : {})} /> : (
        <span className="st-suffixed">
          <Input className="st-input" {...input} onKeyDown={(event) => { if (event.key === "Enter") onEnter?.(); }} />
          {suffix ? <span>{suffix}</span> : maxLength ? <span>{`${value.length}/${maxLength}`}</span> : null}
        </span>
      )}
      <Below help={help} error={error} />
    </TextField>
  );
}

/** A text field with the browser's colour picker beside it. */
export function StudioColourField({ label, value, onChange, help, error, disabled }: ColourFieldProps) {
  return (
    <TextField className="st-field" value={value} onChange={onChange} isInvalid={error !== undefined} {...given({ isDisabled: disabled })}>
      <Label>{label}</Label>
      <span className="st-suffixed">
        <input type="color" className="pc-swatch" aria-label={`${label}, picker`} value={/^#[0-9a-f]{6}$/i.test(value) ? value : "#ffffff"} disabled={disabled} onChange={(event) => onChange(event.target.value)} />
        <Input className="st-input" />
      </span>
      <Below help={help} error={error} />
    </TextField>
  );
}

/** Stands for the empty value: a list box takes no empty key. */
const NONE = "__none";

/** One of a list. */
export function StudioSelect({ label, value, options, onChange, help, error, disabled, labelHidden }: SelectProps) {
  return (
    <Select className="st-field" value={value || NONE} onChange={(key) => onChange(key === NONE || key === null ? "" : String(key))} isInvalid={error !== undefined} {...given({ isDisabled: disabled })} {...(labelHidden ? { "aria-label": label } : {})}>
      {labelHidden ? null : <Label>{label}</Label>}
      <Button className="st-input st-select"><SelectValue /><StudioIcon name="chevron-right" /></Button>
      <Below help={help} error={error} />
      <Popover className="st-popover"><ListBox>{options.map((option) => <ListBoxItem key={option.value} id={option.value || NONE}>{option.label}</ListBoxItem>)}</ListBox></Popover>
    </Select>
  );
}

/** Yes or no. */
export function StudioCheckbox({ label, checked, onChange, help, error, disabled, labelHidden }: CheckboxProps) {
  return (
    <CheckboxField className="st-field" isSelected={checked} onChange={onChange} isInvalid={error !== undefined} {...given({ isDisabled: disabled })} {...(labelHidden ? { "aria-label": label } : {})}>
      <CheckboxButton className="st-check"><span className="st-box"><StudioIcon name="check" /></span>{labelHidden ? null : label}</CheckboxButton>
      <Below help={help} error={error} />
    </CheckboxField>
  );
}

/** One of a few. */
export function StudioChoiceList({ label, value, options, onChange, help, error, disabled }: ChoiceListProps) {
  return (
    <RadioGroup className="st-field" value={value} onChange={onChange} isInvalid={error !== undefined} {...given({ isDisabled: disabled })}>
      <Label>{label}</Label>
      {options.map((option) => <RadioField key={option.value} value={option.value}><RadioButton className="st-check"><span className="st-dot" />{option.label}</RadioButton>{option.help ? <Text slot="description" className="st-help">{option.help}</Text> : null}</RadioField>)}
      <Below help={help} error={error} />
    </RadioGroup>
  );
}
