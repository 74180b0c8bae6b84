/** One value that differs, before and after in words. `field` is the setting; null for what is no setting. */
export interface ChangedValue {
  readonly title: string;
  readonly field: string | null;
  readonly from: string;
  readonly to: string;
}

/** One difference between two skills: a row in a list of changes, and a mark on a canvas. */
export interface GraphChange {
  readonly of: "skill" | "step" | "wire" | "note" | "frame";
  readonly mark: "added" | "removed" | "changed";
  /** The id of the skill, step, note or frame; for a wire its `edgeId`. */
  readonly id: string;
  readonly name: string;
  /** What differs; empty for what was added or removed. */
  readonly values: readonly ChangedValue[];
}

/** How many differences there are, as they are counted on screen: each value that differs, and each thing that came or went. */
export function countChanges(changes: readonly Pick<GraphChange, "values">[]): number {
  return changes.reduce((sum, { values }) => sum + Math.max(1, values.length), 0);
}
