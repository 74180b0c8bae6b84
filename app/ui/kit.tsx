import { createContext, useContext } from "react";
import type {
  BadgeProps, BannerProps, ButtonProps, CheckboxProps, ChoiceListProps, ColourFieldProps, DialogProps, IconProps, Kit, LinkProps, MenuProps, PageProps,
  SaveBarProps, SelectProps, SpinnerlessProgressProps, SurfaceProps, TextFieldProps,
} from "./kit-types.ts";

const KitContext = createContext<Kit | null>(null);

/** Set by the layout of each surface; the pages below it take their look from it. */
export const KitProvider = KitContext.Provider;

function useKit(): Kit {
  const kit = useContext(KitContext);
  if (!kit) throw new Error("no skin above this page");
  return kit;
}

/** A page: title, way back and actions are in the admin's title bar, or on top of the page in the studio. */
export function Page(props: PageProps) {
  const { Page: Skin } = useKit();
  return <Skin {...props} />;
}

/** The box of a card. Use Card, which adds the heading. */
export function Surface(props: SurfaceProps) {
  const { Surface: Skin } = useKit();
  return <Skin {...props} />;
}

/** A button, or a link that looks like one when `to` is given. */
export function Button(props: ButtonProps) {
  const { Button: Skin } = useKit();
  return <Skin {...props} />;
}

/** A link in text. */
export function Link(props: LinkProps) {
  const { Link: Skin } = useKit();
  return <Skin {...props} />;
}

/** One line of text, several (`rows`), a number or a search. */
export function TextField(props: TextFieldProps) {
  const { TextField: Skin } = useKit();
  return <Skin {...props} />;
}

/** A colour as #rrggbb, typed or picked. */
export function ColourField(props: ColourFieldProps) {
  const { ColourField: Skin } = useKit();
  return <Skin {...props} />;
}

/** One of a list. */
export function Select(props: SelectProps) {
  const { Select: Skin } = useKit();
  return <Skin {...props} />;
}

/** Yes or no. */
export function Checkbox(props: CheckboxProps) {
  const { Checkbox: Skin } = useKit();
  return <Skin {...props} />;
}

/** One of a few, all in sight. */
export function ChoiceList(props: ChoiceListProps) {
  const { ChoiceList: Skin } = useKit();
  return <Skin {...props} />;
}

/** What happened and what to do, beside its cause and staying until solved. */
export function Banner(props: BannerProps) {
  const { Banner: Skin } = useKit();
  return <Skin {...props} />;
}

/** A state: colour, icon and word. */
export function Badge(props: BadgeProps) {
  const { Badge: Skin } = useKit();
  return <Skin {...props} />;
}

/** Actions that need no room of their own. */
export function Menu(props: MenuProps) {
  const { Menu: Skin } = useKit();
  return <Skin {...props} />;
}

/** A small form over the page. */
export function Dialog(props: DialogProps) {
  const { Dialog: Skin } = useKit();
  return <Skin {...props} />;
}

/** Shown while a form is dirty; leaving the page then asks first. */
export function SaveBar(props: SaveBarProps) {
  const { SaveBar: Skin } = useKit();
  return <Skin {...props} />;
}

/** How far something is. */
export function Progress(props: SpinnerlessProgressProps) {
  const { Progress: Skin } = useKit();
  return <Skin {...props} />;
}

/** A picture of 20 pixels beside a word. Hidden from screen readers: the word says it. */
export function Icon(props: IconProps) {
  const { Icon: Skin } = useKit();
  return <Skin {...props} />;
}
