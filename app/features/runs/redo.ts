import { z } from "zod";

/** Characters of a note. */
export const MOST_NOTE = 500;

/** Which finished image of an item: of which step, which turn of it, and which of that turn's images. */
const FinishedAt = z.object({ node: z.string(), turn: z.int().min(0), nth: z.int().min(0) });
export type FinishedAt = z.output<typeof FinishedAt>;

/** Where an output was made, and the pictures (hashes) that it was made from. */
export const OutputOrigin = FinishedAt.extend({ images: z.array(z.string()) });
export type OutputOrigin = z.output<typeof OutputOrigin>;

/**
 * What an item does that makes one image once more: the order `index` of the step `node` is bought anew with the
 * notes, and of all that the skill finishes only `finish` is kept. `root` is the place of its product in the run.
 */
export const Redo = z.object({ number: z.int().positive(), notes: z.array(z.string().max(MOST_NOTE)), node: z.string(), index: z.int().min(0), finish: FinishedAt, root: z.int().positive() });
export type Redo = z.output<typeof Redo>;

/** Whether this order is the one that is bought anew. */
export function isRedone(redo: Redo | null, { node, index }: { readonly node: string; readonly index: number }): redo is Redo {
  return redo !== null && redo.node === node && redo.index === index;
}

/** A prompt with what is to be different, the newest wish last. `most` is its length in characters. */
export function notedPrompt(prompt: string, { notes }: Pick<Redo, "notes">, most: number): string {
  const said = notes.filter(Boolean);
  if (said.length === 0) return prompt.slice(0, most);
  const wishes = `\n\nChange this: ${said.join("\nAnd: ")}`.slice(0, most);
  return `${prompt.slice(0, most - wishes.length)}${wishes}`;
}
