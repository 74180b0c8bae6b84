import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decryptSession, encryptSession } from "./session-storage.server.ts";

const key = randomBytes(32);
const session = Object.assign(new Session({ id: "offline_a.myshopify.com", shop: "a.myshopify.com", state: "", isOnline: false }), { accessToken: "shpat_canary", refreshToken: "shprt_canary", scope: "read_products", expires: new Date(1_800_000_000_000) });
const row = () => ({ id: session.id, shop: session.shop, ciphertext: encryptSession(session, key) });

test("a session comes back as it was, and no token stands in what is stored", () => {
  const stored = row();
  expect(Buffer.from(stored.ciphertext).toString("latin1")).not.toContain("canary");
  expect(decryptSession(stored, key)).toMatchObject({ accessToken: "shpat_canary", refreshToken: "shprt_canary", expires: session.expires, scope: "read_products" });
  expect(Buffer.from(row().ciphertext).equals(Buffer.from(stored.ciphertext))).toBe(false);
});

test("any flipped bit is noticed", () => {
  const stored = row();
  fc.assert(fc.property(fc.nat(stored.ciphertext.length - 1), fc.nat(7), (place, bit) => {
    const changed = new Uint8Array(stored.ciphertext);
    changed[place] = (changed[place] ?? 0) ^ (1 << bit);
    expect(() => decryptSession({ ...stored, ciphertext: changed }, key)).toThrow();
  }));
});

test("a record that is moved to another shop, or read with another key, cannot be opened", () => {
  const stored = row();
  expect(() => decryptSession({ ...stored, shop: "b.myshopify.com" }, key)).toThrow();
  expect(() => decryptSession({ ...stored, id: "offline_b.myshopify.com" }, key)).toThrow();
  expect(() => decryptSession(stored, randomBytes(32))).toThrow();
});

test("a tag that was cut to four bytes is refused", () => {
  const stored = row();
  const cut = new Uint8Array([...stored.ciphertext.slice(0, 17), ...stored.ciphertext.slice(29)]);
  expect(() => decryptSession({ ...stored, ciphertext: cut }, key)).toThrow();
});
