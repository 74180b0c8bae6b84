import { exact, when } from "./format.ts";
import { useClock } from "./workspace.tsx";

/** A moment in words, exact on hover. `within` a sentence it does not begin with a capital where that is a word ("today"). */
export function When({ at, within }: { readonly at: string; readonly within?: boolean }) {
  const { now, local } = useClock();
  const words = when(at, now, local);
  return <time dateTime={at} title={exact(at, local)}>{within ? words.replace(/^(Today|Yesterday|Tomorrow)/, (day) => day.toLowerCase()) : words}</time>;
}
