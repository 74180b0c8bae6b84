import { canonical } from "../canonical.ts";

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
