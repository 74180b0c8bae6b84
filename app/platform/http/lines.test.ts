import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, type Line } from "./lines.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(lines: AsyncIterable<Line>): Promise<Line[]> {
  const found: Line[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test("however a file is cut into pieces, its lines are the same, and reading on from any line's end gives the rest", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", "")), { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (texts, size, ended) => {
    const bytes = Buffer.from(texts.join("\n") + (ended && texts.length > 0 ? "\n" : ""));
    const lines = await all(linesOf(pieces(bytes, size), 0, 10_000));
    const wanted = texts.at(-1) === "" && !ended ? texts.slice(0, -1) : texts;
    expect(lines.map(({ text }) => text)).toEqual(wanted);
    for (const [at, { end }] of lines.entries()) {
      const rest = await all(linesOf(pieces(bytes.subarray(end), size), end, 10_000));
      expect(rest).toEqual(lines.slice(at + 1));
    }
  }));
});

test("a line without an end is refused before it is held", async () => {
  await expect(all(linesOf(pieces(Buffer.alloc(5_000, "a"), 100), 0, 1_000))).rejects.toMatchObject({ code: "too_large" });
});
