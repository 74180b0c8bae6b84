import type { Hint } from "./hint-bar.tsx";

/** The keys of the grid. */
export const GRID_HINTS: readonly Hint[] = [
  { keys: ["←", "→"], does: "move" }, { keys: ["Space"], does: "select" }, { keys: ["Enter"], does: "large" }, { keys: ["A"], does: "approve and save" }, { keys: ["X"], does: "reject" },
  { keys: ["E"], does: "redo with note", more: true }, { keys: ["M"], does: "assign", more: true }, { keys: ["B"], does: "hold for before", more: true }, { keys: ["Z"], does: "undo decision", more: true }, { keys: ["Shift", "→"], does: "extend", more: true },
  { keys: ["Ctrl", "A"], does: "select all", more: true }, { keys: ["Home", "End"], does: "first, last", more: true }, { keys: ["+", "−"], does: "size", more: true }, { keys: ["Esc"], does: "clear selection", more: true },
];

/** The keys of one image. */
export const FOCUS_HINTS: readonly Hint[] = [
  { keys: ["←", "→"], does: "image" }, { keys: ["B"], does: "hold for before" }, { keys: ["P"], does: "pixels" }, { keys: ["Z"], does: "undo" }, { keys: ["Esc"], does: "grid" },
  { keys: ["A"], does: "approve and save", more: true }, { keys: ["X"], does: "reject", more: true }, { keys: ["E"], does: "redo with note", more: true }, { keys: ["C"], does: "comment", more: true }, { keys: ["M"], does: "assign", more: true },
  { keys: ["S"], does: "side by side", more: true }, { keys: ["1", "9"], does: "candidate", more: true }, { keys: ["[", "]"], does: "slider", more: true }, { keys: ["Shift", "→"], does: "move what is seen", more: true },
];
