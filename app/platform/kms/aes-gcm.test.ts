import fs from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { gcmDecrypt, gcmEncrypt } from "./aes-gcm.ts";

const hex = z.string().transform((text) => Buffer.from(text, "hex"));
const Vectors = z.object({
  numberOfTests: z.number(),
  testGroups: z.array(z.object({
    ivSize: z.number(), keySize: z.number(), tagSize: z.number(),
    tests: z.array(z.object({ tcId: z.number(), comment: z.string(), key: hex, iv: hex, aad: hex, msg: hex, ct: hex, tag: hex, result: z.enum(["valid", "invalid", "acceptable"]) })),
  })),
});
/** Wycheproof (C2SP), AES-GCM: every vector has a tag of 16 bytes. */
const vectors = Vectors.parse(JSON.parse(fs.readFileSync("../shared/corpora/wycheproof/aes_gcm_test.json", "utf8")));
const all = vectors.testGroups.flatMap(({ tests, ...group }) => tests.map((vector) => ({ ...group, ...vector })));
/** Valid, and refused all the same: OpenSSL takes ivs up to 128 bytes only. The vault's have 12. */
const TOO_LONG_IVS = all.filter(({ ivSize }) => ivSize === 2056).map(({ tcId }) => tcId);

test("the function that the vault encrypts with agrees with every Wycheproof vector but three with an iv of 257 bytes", () => {
  expect(all).toHaveLength(vectors.numberOfTests);
  expect(new Set(all.map(({ tagSize }) => tagSize))).toEqual(new Set([128]));
  const disagree = all.filter(({ key, iv, aad, msg, ct, tag, result }) => {
    const opened = attempt(() => gcmDecrypt(key, iv, { ciphertext: ct, tag }, aad));
    if (result === "invalid") return opened !== undefined;
    const made = attempt(() => gcmEncrypt(key, iv, msg, aad));
    return !(opened?.equals(msg) && made?.ciphertext.equals(ct) && made.tag.equals(tag));
  }).map(({ tcId }) => tcId);
  expect(disagree).toEqual(TOO_LONG_IVS);
  expect(TOO_LONG_IVS).toHaveLength(3);
});

test("a tag that was cut short is refused at every length, and so is a key of no size of AES", () => {
  const [key, iv, aad] = [Buffer.alloc(32, 1), Buffer.alloc(12, 2), Buffer.from("aad")];
  const { ciphertext, tag } = gcmEncrypt(key, iv, Buffer.from("text"), aad);
  for (let length = 0; length < 16; length += 1) expect(() => gcmDecrypt(key, iv, { ciphertext, tag: tag.subarray(0, length) }, aad)).toThrow();
  expect(gcmDecrypt(key, iv, { ciphertext, tag }, aad).toString()).toBe("text");
  expect(() => gcmEncrypt(Buffer.alloc(31), iv, Buffer.from("text"), aad)).toThrow("31 bytes");
});

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
