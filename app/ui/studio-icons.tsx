import type { IconName } from "./icon-names.ts";
import type { IconProps } from "./kit-types.ts";

/** Strokes on a grid of 20. Polaris' icons are for the admin only. */
const PATHS: Readonly<Record<IconName, string>> = {
  "adjust": "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M10 2v16M10 6h5.5M10 10h8M10 14h5.5", "checklist": "M4 3h12v14H4ZM6.5 7l1 1 2-2M12 7h2M6.5 12l1 1 2-2M12 12h2", "grid": "M3 3h6v6H3ZM11 3h6v6h-6ZM3 11h6v6H3ZM11 11h6v6h-6Z",
  "mask": "M3 3h14v14H3ZM10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8", "match-colour": "M7.5 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10M12.5 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10", "shadow": "M10 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10M4 16h12M7 18h6",
  "alert": "M10 3 18 17H2ZM10 8v4M10 14.5v.5", "arrow-right": "M3 10h14M12 5l5 5-5 5", "background": "M3 3h14v14H3ZM3 13l5-5 9 9", "back": "M17 10H3M8 5l-5 5 5 5",
  "best": "M10 2l2.5 5.5 6 .6-4.5 4 1.3 5.9-5.3-3-5.3 3L6 12.1l-4.5-4 6-.6Z", "branch": "M3 10h5l5-5h4M8 10l5 5h4M15 3l2 2-2 2M15 13l2 2-2 2",
  "check": "M4 10.5 8 15l8-10", "check-circle": "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M6.5 10.5 9 13l4.5-6", "chevron-left": "M12 4l-6 6 6 6", "chevron-right": "M8 4l6 6-6 6",
  "clock": "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M10 6v4l3 2", "collection": "M3 6h14v11H3ZM5 3h10", "compare": "M7 4l-4 6 4 6M13 4l4 6-4 6", "delete": "M4 6h12M8 6V3h4v3M6 6l1 11h6l1-11",
  "download": "M10 3v10M6 9l4 4 4-4M4 17h12", "edit": "M4 16l1-4 8-8 3 3-8 8Z", "external": "M8 4H4v12h12v-4M11 3h6v6M17 3l-8 8", "failed": "M10 2l8 8-8 8-8-8ZM10 6v5M10 13.5v.5",
  "folder": "M2 5h6l2 2h8v9H2Z", "hand": "M10 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6M4 17c0-4 2.5-6 6-6s6 2 6 6", "image": "M3 4h14v12H3ZM3 13l4-4 4 4 2-2 4 3", "info": "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M10 9v5M10 6v.5",
  "list": "M7 5h10M7 10h10M7 15h10M3 5h.5M3 10h.5M3 15h.5", "lock": "M5 9h10v8H5ZM7 9V6a3 3 0 0 1 6 0v3", "minus": "M4 10h12", "more": "M4 10h.5M10 10h.5M16 10h.5", "output": "M10 13V3M6 7l4-4 4 4M4 12v5h12v-5",
  "overlay": "M3 3h14v14H3ZM10 10h5v5h-5Z", "pause": "M7 5v10M13 5v10", "play": "M6 4l10 6-10 6Z", "plus": "M10 4v12M4 10h12", "product": "M3 3h7l8 8-7 7-8-8ZM7 7h.5", "publish": "M3 8l2-5h10l2 5v9H3ZM10 14V9M8 11l2-2 2 2",
  "redo": "M16 8A6 6 0 1 0 16 13M16 3v5h-5", "resize": "M6 2v12h12M2 6h12v12", "running": "M16 8A6 6 0 0 0 5 6M4 12a6 6 0 0 0 11 2M16 3v5h-5M4 17v-5h5", "search": "M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3M13.5 13.5 18 18",
  "settings": "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4", "tag": "M7 3 5 17M15 3l-2 14M3 7h14M3 13h14", "text": "M4 5V3h12v2M10 3v14M8 17h4", "undo": "M4 8h8a4 4 0 0 1 0 8H8M7 4 3 8l4 4", "upload": "M10 14V4M6 8l4-4 4 4M4 17h12",
  "variations": "M3 7h10v10H3ZM7 7V3h10v10h-4", "view": "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4", "x": "M5 5l10 10M15 5 5 15",
};

/** An icon beside a word, in the colour of the text. */
export function StudioIcon({ name }: IconProps) {
  return <span className="pc-icon" aria-hidden="true"><svg className="st-icon" viewBox="0 0 20 20"><path d={PATHS[name]} /></svg></span>;
}
