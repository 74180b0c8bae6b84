import { z } from "zod";
import { unstorable } from "./storable.ts";

const storable = (text: string) => unstorable(text) === null;
const UNSTORABLE = "This holds a character that cannot be stored";

/** What a skill is called; at most 80 characters. */
export const SkillName = z.string().trim().min(1, "A skill needs a name").max(80, "At most 80 characters").refine(storable, UNSTORABLE);

/** What a skill does, in a sentence for those who run it; at most 300 characters, may be empty. */
export const SkillDescription = z.string().trim().max(300, "At most 300 characters").refine(storable, UNSTORABLE);

/** What a version is called; at most 60 characters, may be empty. */
export const VersionLabel = z.string().trim().max(60, "At most 60 characters").refine(storable, UNSTORABLE);

/** What a version changes, in a line for the team; at most 200 characters, may be empty. */
export const VersionNote = z.string().trim().max(200, "At most 200 characters").refine(storable, UNSTORABLE);

/** A name that is not taken yet: the name itself, or with the first number that is free, cut so that it still fits. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken);
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? "" : ` ${number}`;
    // Cut between characters: half of one could not be stored.
    const name = `${wanted.slice(0, 80 - end.length).replace(/[\ud800-\udbff]$/, "").trimEnd()}${end}`;
    if (!used.has(name)) return name;
  }
}
