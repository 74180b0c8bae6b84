/** Everything that decides what a step gives. `upstream` holds the fingerprints behind its inputs, by port. */
export interface StepIdentity {
  readonly type: string;
  readonly version: number;
  readonly params: unknown;
  readonly upstream: Readonly<Record<string, string>>;
  readonly answer: unknown;
  readonly product?: unknown;
}

/**
 * A step's identity as canonical text; the caller hashes it. Ids and names of nodes are not in it, so
 * that moving or renaming one reuses its result; keys are sorted, so that their order does not matter.
 */
export function fingerprintOf(step: StepIdentity): string {
  return canonical(step);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
