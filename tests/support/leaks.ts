import fs from "node:fs";
import path from "node:path";

/** The shortest secret that is searched for: of a shorter one some encodings would leave too little to tell it from chance. */
const SHORTEST = 12;

/** The eight encodings in which something would write a secret without meaning to (reference: trust report, P4). */
export const ENCODINGS = ["plain", "base64", "hex", "percent", "escapes", "utf-16", "byte list", "reversed"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Every shape of a secret in each of the encodings. All are ASCII, so that they can be looked for in any bytes. */
export function shapesOf(secret: string): Readonly<Record<Encoding, readonly string[]>> {
  if (secret.length < SHORTEST || !/^[\x21-\x7e]+$/.test(secret)) throw new Error(`A secret to search for has at least ${SHORTEST} printable ASCII characters.`);
  const bytes = Buffer.from(secret);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));
  const upper = hex.map((digits) => digits.toUpperCase());
  // In the middle of other bytes base64 begins at one of three places; the ends that depend on neighbours are cut off.
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "").slice(shift === 0 ? 0 : 4, -2));
  const both = (write: (digits: readonly string[]) => string) => [write(hex), write(upper)];
  return {
    "plain": [secret],
    "base64": base64.flatMap((shape) => [...new Set([shape, shape.replaceAll("+", "-").replaceAll("/", "_")])]),
    // As `toString("hex")` writes bytes, and as Node prints a Buffer.
    "hex": [...both((digits) => digits.join("")), hex.join(" ")],
    "percent": both((digits) => digits.map((two) => `%${two}`).join("")),
    // As JSON escapes a character, and as JSON within JSON does.
    "escapes": ["\\u00", "\\\\u00"].flatMap((start) => both((digits) => digits.map((two) => start + two).join(""))),
    // Either byte order: as bytes, as a string whose zeros JSON has escaped, and as a heap snapshot writes zeros.
    "utf-16": ["\u0000", " ", "\\u0000"].map((zero) => secret.split("").join(zero)),
    // As JSON writes a Buffer.
    "byte list": [",", ", "].map((comma) => [...bytes].join(comma)),
    "reversed": [secret.split("").reverse().join("")],
  };
}

/** One place where a secret was found. */
export interface Found {
  readonly encoding: Encoding;
  /** What stands around it, with dots for what cannot be printed. */
  readonly around: string;
}

const AROUND = 60;

/** Looks for a secret in bytes that come in pieces, across their borders too. At most one find for each encoding. */
export async function leaksInPieces(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, secret: string): Promise<Found[]> {
  const shapes = shapesOf(secret);
  const wanted = ENCODINGS.flatMap((encoding) => shapes[encoding].map((shape) => ({ encoding, shape: Buffer.from(shape) })));
  const longest = Math.max(...wanted.map(({ shape }) => shape.length));
  const found = new Map<Encoding, Found>();
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const here = Buffer.concat([rest, piece]);
    for (const { encoding, shape } of wanted) {
      if (found.has(encoding)) continue;
      const at = here.indexOf(shape);
      if (at >= 0) found.set(encoding, { encoding, around: here.subarray(Math.max(0, at - AROUND), at + shape.length + AROUND).toString("latin1").replace(/[^\x20-\x7e]/g, ".") });
    }
    rest = here.subarray(Math.max(0, here.length - longest + 1));
  }
  return [...found.values()];
}

/** Looks for a secret in a text or in bytes. */
export async function leaksIn(where: string | Uint8Array, secret: string): Promise<Found[]> {
  return leaksInPieces([typeof where === "string" ? Buffer.from(where) : where], secret);
}

/** Looks for a secret in a file of any size. */
export async function leaksInFile(file: string, secret: string): Promise<Found[]> {
  return leaksInPieces(fs.createReadStream(file, { highWaterMark: 1 << 20 }), secret);
}

/** Every file below a folder, except in the named folders. */
export function filesBelow(folder: string, except: readonly string[] = []): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return except.includes(entry.name) ? [] : filesBelow(at, except);
    return entry.isFile() ? [at] : [];
  });
}
