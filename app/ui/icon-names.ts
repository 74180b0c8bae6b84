/** Every icon that a page may name; each skin draws all of them. */
export const ICON_NAMES = [
  "adjust", "alert", "arrow-right", "background", "back", "best", "branch", "check", "check-circle", "checklist", "chevron-left", "chevron-right", "clock", "collection", "compare", "delete", "download", "edit",
  "external", "failed", "folder", "grid", "hand", "image", "info", "list", "lock", "mask", "match-colour", "minus", "more", "output", "overlay", "pause", "play", "plus", "product", "publish",
  "redo", "resize", "running", "search", "settings", "shadow", "tag", "text", "undo", "upload", "variations", "view", "x",
] as const;
export type IconName = (typeof ICON_NAMES)[number];
