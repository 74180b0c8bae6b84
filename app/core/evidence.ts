/** One line of what a step found, for the page of its product: what was looked at, how it came out, and why. */
export interface EvidenceRow {
  readonly title: string;
  readonly result: "chosen" | "passed" | "advice" | "broken" | "none";
  readonly text: string;
}
