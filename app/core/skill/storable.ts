/** Deeper than any setting of a step. */
const MOST_DEPTH = 24;

/** Half of a character: a surrogate without its other one. */
const HALF = /[\ud800-\udfff]/u;

/**
 * Why a value from outside cannot be stored as it is, as a sentence; null where it can. Walks without recursion, so that
 * a value of any depth is refused and not the stack.
 */
export function unstorable(value: unknown): string | null {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: one, depth } = next;
    if (typeof one === "string" && (one.includes("\0") || HALF.test(one))) return "It holds a character that cannot be stored (NUL, or half of one).";
    if (typeof one !== "object" || one === null) continue;
    if (depth > MOST_DEPTH) return "Its values lie too deep in each other.";
    for (const [name, inside] of Object.entries(one)) {
      if (name === "__proto__") return "It holds the name “__proto__”, which is not allowed.";
      open.push({ value: name, depth }, { value: inside, depth: depth + 1 });
    }
  }
  return null;
}
