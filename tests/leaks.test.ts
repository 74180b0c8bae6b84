import { expect, test } from "vitest";
import { ENCODINGS, leaksIn, leaksInPieces, shapesOf } from "./support/leaks.ts";

const KEY = "sk-sandbox-canary-7d1f";
const found = async (where: string | Uint8Array) => (await leaksIn(where, KEY)).map(({ encoding }) => encoding);

test("a planted leak is found in each of its eight encodings, and an honest text has none", async () => {
  expect(ENCODINGS).toHaveLength(8);
  const shapes = shapesOf(KEY);
  for (const encoding of ENCODINGS) for (const shape of shapes[encoding]) expect(await found(`before ${shape} after`), encoding).toEqual([encoding]);
  expect(await found("sk-sandbox-••••7d1f works, sk-sandb**********7d1f")).toEqual([]);
});

test("what Node and JSON make of a key by themselves is found", async () => {
  for (const before of ["", "x", "xy", "xyz"]) {
    const inside = Buffer.from(`${before}${KEY}&more`);
    expect(await found(inside.toString("base64"))).toEqual(["base64"]);
    expect(await found(inside.toString("base64url"))).toEqual(["base64"]);
    expect(await found(inside.toString("hex"))).toEqual(["hex"]);
    expect(await found(inside.toString("hex").replace(/../g, "$& "))).toEqual(["hex"]);
    expect(await found(JSON.stringify({ inside }))).toEqual(["byte list"]);
    expect(await found(Buffer.from(inside.toString(), "utf16le"))).toEqual(["utf-16"]);
    expect(await found(Buffer.from(inside.toString(), "utf16le").swap16())).toEqual(["utf-16"]);
    expect(await found(JSON.stringify(Buffer.from(inside.toString(), "utf16le").toString("latin1")))).toEqual(["utf-16"]);
    expect(await found(JSON.stringify(shapesOf(KEY).escapes[0]))).toEqual(["escapes"]);
  }
});

test("a leak across the border of two pieces is found, with what stands around it", async () => {
  const bytes = Buffer.from(`a line with ${KEY} in it`);
  for (let cut = 0; cut <= bytes.length; cut += 1) expect((await leaksInPieces([bytes.subarray(0, cut), bytes.subarray(cut)], KEY)).map(({ encoding }) => encoding)).toEqual(["plain"]);
  expect(await leaksInPieces([...bytes].map((byte) => Buffer.of(byte)), KEY)).toHaveLength(1);
  expect(await leaksIn(bytes, KEY)).toEqual([{ encoding: "plain", around: `a line with ${KEY} in it` }]);
});
