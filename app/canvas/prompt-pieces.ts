import { fieldWord } from "#app/core/skill/missing-fields.ts";
import { IN_PROMPTS, mentionsIn } from "#app/core/text-template.ts";
import type { SampleProduct } from "./types.ts";

/** A piece of a prompt: plain text, a mention of something that is there, or one of nothing. */
export interface Piece {
  readonly text: string;
  readonly kind: "text" | "known" | "lost";
}

/** A prompt in pieces; joined they are the prompt. */
export function piecesOf(prompt: string, known: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of prompt.matchAll(IN_PROMPTS)) {
    if (found.index > end) pieces.push({ text: prompt.slice(end, found.index), kind: "text" });
    pieces.push({ text: found[0], kind: known.has(nameIn(found[0])) ? "known" : "lost" });
    end = found.index + found[0].length;
  }
  if (end < prompt.length) pieces.push({ text: prompt.slice(end), kind: "text" });
  return pieces;
}

/** The mention that ends at the caret; null where none does. It goes as a whole. */
export function mentionBefore(prompt: string, caret: number, known: ReadonlySet<string>): { from: number; to: number } | null {
  for (const found of prompt.matchAll(IN_PROMPTS)) {
    const to = found.index + found[0].length;
    if (to === caret && known.has(nameIn(found[0]))) return { from: found.index, to };
  }
  return null;
}

/** A product field that a prompt mentions and that some products do not have. */
export interface EmptyField {
  readonly name: string;
  /** The field in a word: "vendor". */
  readonly word: string;
  readonly empty: readonly SampleProduct[];
  /** What is around it, as those prompts would read. */
  readonly reads: string;
}

/** The mentioned fields that are known and empty on some of these products. */
export function emptyFields(prompt: string, samples: readonly SampleProduct[], known: ReadonlySet<string>): EmptyField[] {
  return mentionsIn(prompt).filter((name) => known.has(name)).flatMap((name) => {
    const empty = samples.filter(({ values }) => values[name] === "");
    if (empty.length === 0) return [];
    const [before = "", after = ""] = prompt.split(new RegExp(`@${name.replaceAll(".", "\\.")}(?![\\w-])`));
    const reads = `${before.split(/\s+/).filter(Boolean).slice(-3).join(" ")} ${after.split(/\s+/).slice(0, 3).join(" ")}`.replace(/\s+/g, " ").trim();
    return [{ name, word: fieldWord(name), empty, reads }];
  });
}

/** The prompt without a mention. */
export function withoutEmpty(prompt: string, name: string): string {
  return withFallback(prompt, name, "").replace(/ {2,}/g, " ").replace(/ ([,.;])/g, "$1");
}

/** The prompt with words in the place of a mention. */
export function withFallback(prompt: string, name: string, words: string): string {
  return prompt.replace(new RegExp(`(?<![\\w@.])@${name.replaceAll(".", "\\.")}(?![\\w-])`, "g"), words);
}

function nameIn(mention: string): string {
  return mention.replace(/^@|[{}\s]/g, "");
}
