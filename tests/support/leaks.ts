import fs from "node:fs";
import path from "node:path";

/** Every way in which something would write a secret without meaning to: as it is, and as eight encodings of it. */
export function disguises(secret: string): Map<string, string> {
  const bytes = Buffer.from(secret);
  // In the middle of other bytes base64 begins at one of three places; the ends that depend on neighbours are cut off.
  const inside = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "").slice(shift === 0 ? 0 : 4, -2));
  return new Map([
    ["plain", secret], ["base64", inside[0] ?? ""], ["base64, one byte on", inside[1] ?? ""], ["base64, two bytes on", inside[2] ?? ""], ["base64url", (inside[0] ?? "").replaceAll("+", "-").replaceAll("/", "_")],
    ["hex", bytes.toString("hex")], ["url", [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")], ["utf-16", bytes.toString("latin1").split("").join("\u0000")], ["reversed", secret.split("").reverse().join("")],
  ]);
}

/** The names of the disguises of a secret that stand in a text or in bytes. */
export function leaksIn(where: string | Uint8Array, secret: string): string[] {
  const text = typeof where === "string" ? where : Buffer.from(where).toString("latin1");
  const lower = text.toLowerCase();
  return [...disguises(secret)].filter(([name, shape]) => (name === "hex" || name === "url" ? lower.includes(shape) : text.includes(shape))).map(([name]) => name);
}

/** Every file below a folder, except in the named folders. */
export function filesBelow(folder: string, except: readonly string[] = []): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return except.includes(entry.name) ? [] : filesBelow(at, except);
    return entry.isFile() ? [at] : [];
  });
}
