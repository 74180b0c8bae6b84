const PATHS = {
  add: "M8 3v10M3 8h10", find: "M7 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM10 10l3.5 3.5", frame: "M3 5V3h2M11 3h2v2M13 11v2h-2M5 13H3v-2M3 7.2v1.6M13 7.2v1.6M7.2 3h1.6M7.2 13h1.6",
  note: "M3 3h10v6.5L9.5 13H3zM13 9.5H9.5V13", tidy: "M2.5 6h4v4h-4zM9.5 2.5h4v4h-4zM9.5 9.5h4v4h-4zM6.5 8h1.4M8 4.5v7M8 4.5h1.5M8 11.5h1.5", undo: "M3 7h6.5a3.5 3.5 0 0 1 0 7H7M3 7l3-3M3 7l3 3", redo: "M13 7H6.5a3.5 3.5 0 0 0 0 7H9M13 7l-3-3M13 7l-3 3",
  outline: "M6 4h7M6 8h7M6 12h7M3 4h.2M3 8h.2M3 12h.2", help: "M2 4.5h12v7H2zM4.5 7h.2M7 7h.2M9.5 7h.2M11.8 7h.2M5 9.3h6",
} as const;

/** A tool of the rail as a picture; its name is the button's. */
export type RailTool = keyof typeof PATHS;

/** The sign of a tool. */
export function RailGlyph({ tool }: { readonly tool: RailTool }) {
  return <svg viewBox="0 0 16 16" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={PATHS[tool]} /></svg>;
}
