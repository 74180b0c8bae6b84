import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { inflateSync } from "node:zlib";

const WOFF = "@fontsource/inter/files/inter-latin-400-normal.woff";
const HEAD = 44;
const ENTRY = 20;

/**
 * Gives `use` a file of the font Inter for sharp's text, which reads no web fonts, and removes it
 * afterwards. With it a picture has the same letters on a machine that has no fonts at all.
 */
export async function withLabelFont<T>(use: (fontfile: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-font-"));
  try {
    const file = path.join(folder, "inter.ttf");
    fs.writeFileSync(file, unwrapped(fs.readFileSync(createRequire(import.meta.url).resolve(WOFF))));
    return await use(file);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The TrueType font inside a WOFF 1.0 file: the same tables, each compressed with zlib (W3C WOFF, §4 and §5). */
function unwrapped(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const power = 2 ** Math.floor(Math.log2(count)) * 16;
  const directory = Buffer.alloc(12 + count * 16);
  woff.copy(directory, 0, 4, 8);
  [count, power, Math.log2(power / 16), count * 16 - power].forEach((value, index) => directory.writeUInt16BE(value, 4 + index * 2));
  const tables: Buffer[] = [];
  let offset = directory.length;
  for (let index = 0; index < count; index += 1) {
    const entry = woff.subarray(HEAD + index * ENTRY, HEAD + (index + 1) * ENTRY);
    const [from, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const bytes = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    const at = 12 + index * 16;
    entry.copy(directory, at, 0, 4);
    entry.copy(directory, at + 4, 16, 20);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(length, at + 12);
    tables.push(table, Buffer.alloc((4 - (length % 4)) % 4));
    offset += Math.ceil(length / 4) * 4;
  }
  return Buffer.concat([directory, ...tables]);
}
