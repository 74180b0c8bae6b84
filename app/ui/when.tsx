import { exact, when } from "./format.ts";
import { useClock } from "./workspace.tsx";

/** A moment in words, exact on hover. */
export function When({ at }: { readonly at: string }) {
  const { now, local } = useClock();
  return <time dateTime={at} title={exact(at, local)}>{when(at, now, local)}</time>;
}
