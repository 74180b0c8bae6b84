import { Icon } from "@shopify/polaris";
import {
  AdjustIcon, AlertDiamondIcon, AlertTriangleIcon, ArrowLeftIcon, ArrowRightIcon, CheckCircleIcon, CheckIcon, ChevronLeftIcon, ChevronRightIcon, ClockIcon, CollectionIcon, DeleteIcon,
  EditIcon, ExportIcon, ExternalIcon, FolderIcon, HashtagIcon, ImageIcon, ImageWithTextOverlayIcon, ImportIcon, InfoIcon, ListBulletedIcon, LockIcon, MenuHorizontalIcon,
  MinusIcon, PauseCircleIcon, PersonIcon, PlayCircleIcon, PlusIcon, ProductIcon, ColorIcon, RefreshIcon, SearchIcon, SettingsIcon, StoreImportIcon, TextFontIcon, UndoIcon,
  UploadIcon, ViewIcon, XIcon, CropIcon, SelectIcon, RedoIcon, ClipboardChecklistIcon, EyeDropperIcon, LayoutBlockIcon, SunIcon, TargetIcon, DuplicateIcon, StarIcon, TransferIcon,
} from "@shopify/polaris-icons";
import type { IconName } from "./icon-names.ts";
import type { IconProps } from "./kit-types.ts";

/** Polaris' drawing of each icon. */
export const POLARIS_ICONS: Readonly<Record<IconName, typeof CheckIcon>> = {
  "adjust": AdjustIcon, "checklist": ClipboardChecklistIcon, "grid": LayoutBlockIcon, "mask": TargetIcon, "match-colour": EyeDropperIcon, "shadow": SunIcon,
  "alert": AlertTriangleIcon, "arrow-right": ArrowRightIcon, "background": ColorIcon, "back": ArrowLeftIcon, "best": StarIcon, "branch": TransferIcon, "check": CheckIcon, "check-circle": CheckCircleIcon,
  "chevron-left": ChevronLeftIcon, "chevron-right": ChevronRightIcon, "clock": ClockIcon, "collection": CollectionIcon, "compare": SelectIcon, "delete": DeleteIcon,
  "download": ImportIcon, "edit": EditIcon, "external": ExternalIcon, "failed": AlertDiamondIcon, "folder": FolderIcon, "hand": PersonIcon, "image": ImageIcon, "info": InfoIcon,
  "list": ListBulletedIcon, "lock": LockIcon, "minus": MinusIcon, "more": MenuHorizontalIcon, "output": ExportIcon, "overlay": ImageWithTextOverlayIcon, "pause": PauseCircleIcon,
  "play": PlayCircleIcon, "plus": PlusIcon, "product": ProductIcon, "publish": StoreImportIcon, "redo": RedoIcon, "resize": CropIcon, "running": RefreshIcon, "search": SearchIcon,
  "settings": SettingsIcon, "tag": HashtagIcon, "text": TextFontIcon, "undo": UndoIcon, "upload": UploadIcon, "variations": DuplicateIcon, "view": ViewIcon, "x": XIcon,
};

/** An icon beside a word, in the colour of the text. */
export function PolarisIcon({ name }: IconProps) {
  return <span className="pc-icon" aria-hidden="true"><Icon source={POLARIS_ICONS[name]} /></span>;
}
