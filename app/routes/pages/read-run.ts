import type { RunView } from "#app/features/runs/views.ts";

/** A run as its stream sends it; null for what is none. */
export function readRun(text: string): RunView | null {
  const value: unknown = JSON.parse(text);
  return isRun(value) ? value : null;
}

function isRun(value: unknown): value is RunView {
  return typeof value === "object" && value !== null && "id" in value && "counts" in value && "items" in value && Array.isArray(value.items) && "at" in value && typeof value.at === "string";
}
