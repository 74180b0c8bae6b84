import type { ComponentType, ReactNode } from "react";
import type { IconName } from "./icon-names.ts";

/** State and its colour; always shown with an icon and a word. */
export type Tone = "neutral" | "info" | "success" | "warning" | "critical";

/** Something a person can do: a button, a link that looks like one, or an entry of the title bar. */
export interface Action {
  readonly label: string;
  readonly onAction?: (() => void) | undefined;
  readonly to?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly tone?: "critical" | undefined;
  /** Leaves the app: opens on top of the admin. */
  readonly external?: boolean | undefined;
}

export interface BadgeProps {
  readonly tone: Tone;
  readonly icon?: IconName | undefined;
  readonly children: string;
}

export interface PageProps {
  readonly title: string;
  /** Figures beside the title, in words. */
  readonly note?: string | undefined;
  readonly badges?: readonly BadgeProps[] | undefined;
  readonly back?: { readonly label: string; readonly to: string } | undefined;
  readonly primary?: Action | undefined;
  readonly secondary?: readonly Action[] | undefined;
  readonly children: ReactNode;
}

export interface ButtonProps extends Omit<Action, "label"> {
  readonly children: string;
  readonly variant?: "plain" | "primary" | "quiet" | undefined;
  readonly submit?: boolean | undefined;
  readonly wide?: boolean | undefined;
  /** Read instead of the label where the label alone says too little. */
  readonly name?: string | undefined;
  /** Shows the icon alone; the label is read. */
  readonly iconOnly?: boolean | undefined;
}

export interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly external?: boolean | undefined;
  readonly download?: boolean | undefined;
}

interface FieldBase {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface TextFieldProps extends FieldBase {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** secret: never shown, not even while it is typed, and never kept by the browser. */
  readonly kind?: "text" | "search" | "number" | "secret" | undefined;
  readonly rows?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  readonly suffix?: string | undefined;
  readonly placeholder?: string | undefined;
  /** The label is read, not shown. */
  readonly labelHidden?: boolean | undefined;
  readonly onEnter?: (() => void) | undefined;
  /** For several lines: a list box that is open beside it, and the id of its active option. */
  readonly listbox?: { readonly id: string; readonly active: string } | null | undefined;
}

export interface ColourFieldProps extends FieldBase {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export interface SelectProps extends FieldBase {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly labelHidden?: boolean | undefined;
}

export interface CheckboxProps extends FieldBase {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly labelHidden?: boolean | undefined;
}

export interface ChoiceListProps extends FieldBase {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly help?: string | undefined }[];
  readonly onChange: (value: string) => void;
}

export interface BannerProps {
  readonly tone: Exclude<Tone, "neutral">;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: readonly Action[] | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

export interface SurfaceProps {
  readonly children: ReactNode;
}

export interface MenuProps {
  readonly label: string;
  readonly actions: readonly Action[];
}

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly action: Action;
  readonly children: ReactNode;
}

export interface SaveBarProps {
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly saveLabel: string;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

export interface IconProps {
  readonly name: IconName;
}

export interface SpinnerlessProgressProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
}

/** What a skin must bring. Everything else is made of these and of our own CSS. */
export interface Kit {
  readonly Page: ComponentType<PageProps>;
  readonly Surface: ComponentType<SurfaceProps>;
  readonly Button: ComponentType<ButtonProps>;
  readonly Link: ComponentType<LinkProps>;
  readonly TextField: ComponentType<TextFieldProps>;
  readonly ColourField: ComponentType<ColourFieldProps>;
  readonly Select: ComponentType<SelectProps>;
  readonly Checkbox: ComponentType<CheckboxProps>;
  readonly ChoiceList: ComponentType<ChoiceListProps>;
  readonly Banner: ComponentType<BannerProps>;
  readonly Badge: ComponentType<BadgeProps>;
  readonly Menu: ComponentType<MenuProps>;
  readonly Dialog: ComponentType<DialogProps>;
  readonly SaveBar: ComponentType<SaveBarProps>;
  readonly Progress: ComponentType<SpinnerlessProgressProps>;
  readonly Icon: ComponentType<IconProps>;
}
