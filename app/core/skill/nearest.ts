/** More changed letters than this are another word, not a slip. */
const MOST_CHANGES = 3;

/** The name that was probably meant, by the fewest changed letters; null where none is near. */
export function nearest(typed: string, names: readonly string[]): string | null {
  let best: { readonly name: string; readonly changes: number } | null = null;
  for (const name of names) {
    const changes = distance(typed.toLowerCase(), name.toLowerCase());
    if (changes <= Math.min(MOST_CHANGES, Math.floor(name.length / 3)) && (!best || changes < best.changes)) best = { name, changes };
  }
  return best?.name ?? null;
}

/** Levenshtein's distance, row by row. Names are short: at most 80 characters are looked at. */
function distance(a: string, b: string): number {
  const [from, to] = [a.slice(0, 80), b.slice(0, 80)];
  let row = Array.from({ length: to.length + 1 }, (_unused, at) => at);
  for (let y = 1; y <= from.length; y += 1) {
    const next = [y];
    for (let x = 1; x <= to.length; x += 1) {
      const changed = (row[x - 1] ?? 0) + (from[y - 1] === to[x - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[x] ?? 0) + 1, (next[x - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
