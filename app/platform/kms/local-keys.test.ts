import { expect, test } from "vitest";
import { Secret } from "#app/core/secret.ts";
import { CONTEXT } from "#tests/support/kms.ts";
import { bindingOf } from "./binding.ts";
import { localMaker, localReader } from "./local-keys.server.ts";
import { agree, newKeyPair, privateKeyOf, publicKeyFor, rawPublicKey } from "./x25519.ts";

const binding = bindingOf(CONTEXT);
const pair = newKeyPair();
const maker = localMaker(pair.publicKey);
const reader = localReader(new Secret(pair.privateKey), []);
const unreadable = { code: "key_unreadable" };

test("two parties agree on the secret of RFC 7748 §6.1", () => {
  const alice = privateKeyOf(Buffer.from("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a", "hex"));
  const bob = Buffer.from("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", "hex");
  expect(rawPublicKey(alice).toString("hex")).toBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  expect(agree(alice, bob).toString("hex")).toBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
});

test("a wrapped data key comes back in its own context, and any changed bit of it is noticed", async () => {
  const { plaintext, wrapped, kmsKeyId } = await maker.make(binding);
  expect(await reader.unwrap({ wrapped, kmsKeyId }, binding)).toEqual(plaintext);
  for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
    const changed = Buffer.from(wrapped);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    await expect(reader.unwrap({ wrapped: changed, kmsKeyId }, binding), `bit ${bit}`).rejects.toMatchObject(unreadable);
  }
});

test("what web holds opens nothing: the public key in the place of the private one fails", async () => {
  const { wrapped, kmsKeyId } = await maker.make(binding);
  for (const held of [pair.publicKey, newKeyPair().privateKey]) {
    const stranger = localReader(new Secret(held), []);
    // The second time the record claims to be under the stranger's key.
    for (const claimed of [kmsKeyId, stranger.newestKeyId]) await expect(stranger.unwrap({ wrapped, kmsKeyId: claimed }, binding)).rejects.toMatchObject(unreadable);
  }
  expect(JSON.stringify(maker)).not.toContain(pair.privateKey);
  expect(publicKeyFor(pair.privateKey)).toBe(pair.publicKey);
});

test("points of small order, whose secret everybody knows, and records of another length are refused", async () => {
  const { wrapped, kmsKeyId } = await maker.make(binding);
  const point = (first: number) => Buffer.concat([Buffer.from([first]), Buffer.alloc(31)]);
  for (const ephemeral of [point(0), point(1)]) {
    expect(() => agree(privateKeyOf(Buffer.from(pair.privateKey, "base64")), ephemeral)).toThrow();
    await expect(reader.unwrap({ wrapped: Buffer.concat([ephemeral, wrapped.subarray(32)]), kmsKeyId }, binding)).rejects.toMatchObject(unreadable);
  }
  for (const length of [0, 32, wrapped.length - 1]) await expect(reader.unwrap({ wrapped: wrapped.subarray(0, length), kmsKeyId }, binding)).rejects.toMatchObject(unreadable);
  await expect(reader.unwrap({ wrapped: Buffer.concat([wrapped, Buffer.alloc(1)]), kmsKeyId }, binding)).rejects.toMatchObject(unreadable);
});
