import { AppError } from "#app/core/errors.ts";

/** One line of a file, and the byte after its end, counted from where the file was begun. */
export interface Line {
  readonly text: string;
  readonly end: number;
}

/** A stream of bytes as its lines; a last line without an end is one too. Throws too_large for a line above `most` bytes: no more than that is ever held. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, from: number, most: number): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let end = from;
  for await (const piece of bytes) {
    const held = rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let at = 0;
    for (let found = held.indexOf(10, at); found >= 0; found = held.indexOf(10, at)) {
      end += found + 1 - at;
      yield { text: held.toString("utf8", at, found), end };
      at = found + 1;
    }
    rest = Buffer.from(held.subarray(at));
    if (rest.length > most) throw new AppError("too_large", `a line of more than ${most} bytes`);
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), end: end + rest.length };
}
