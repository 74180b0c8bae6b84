/** Something that a prompt can mention, by the name after the @. */
export interface Suggestion {
  readonly name: string;
  readonly label: string;
}

/** The mention that is being typed before the caret: from its @ on. Null where there is none; an @ within a word (an address) is none. */
export function mentionAt(text: string, caret: number): { readonly from: number; readonly to: number; readonly text: string } | null {
  const found = /(?<![\w@.])@([\w.-]*)$/.exec(text.slice(0, caret));
  if (!found) return null;
  return { from: found.index, to: caret, text: found[1] ?? "" };
}

/** What fits the letters typed so far: names that begin with them, then what has them anywhere. */
export function suggestionsFor(typed: string, all: readonly Suggestion[]): Suggestion[] {
  const wanted = typed.toLowerCase();
  const begins = all.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const has = all.filter((one) => !begins.includes(one) && `${one.name} ${one.label}`.toLowerCase().includes(wanted));
  return [...begins, ...has];
}
