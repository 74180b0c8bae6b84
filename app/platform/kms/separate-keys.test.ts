import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { openerOf } from "#app/core/ports/vault.ts";
import { Secret } from "#app/core/secret.ts";
import { CANARY, CONTEXT, localDriver } from "#tests/support/kms.ts";
import { decryptSession, encryptSession } from "../shopify/session-storage.server.ts";
import { openVault } from "./open-vault.server.ts";
import { keyIdOf, newKeyPair, publicKeyFor } from "./x25519.ts";

const clock = { now: () => new Date() };
const session = Object.assign(new Session({ id: "offline_a.myshopify.com", shop: "a.myshopify.com", state: "", isOnline: false }), { accessToken: "shpat_canary" });
const worker = async (privateKey: string) => openVault({ driver: "local", role: "worker", bootCheck: "refuse", privateKey: new Secret(privateKey), formerPrivateKeys: [], selfTest: undefined }, clock);

test("the key of Shopify's tokens opens no merchant's key, and the key of the vault opens no token", async () => {
  const sessionKey = Buffer.alloc(32, 7);
  const vaultKey = newKeyPair();
  const { sealer, opener } = await localDriver().open(clock);
  const sealed = await sealer.seal(new Secret(CANARY), CONTEXT);
  const ciphertext = encryptSession(session, sessionKey);
  const row = { id: session.id, shop: session.shop, ciphertext };

  const wrong = await worker(sessionKey.toString("base64"));
  // Also where the record claims to be under that very key.
  const claimed = { ...sealed, kmsKeyId: keyIdOf(Buffer.from(publicKeyFor(sessionKey.toString("base64")), "base64")) };
  for (const record of [sealed, claimed]) await expect(openerOf(wrong.vault).open(record, CONTEXT, async (value) => value)).rejects.toMatchObject({ code: "key_unreadable" });
  wrong.close();
  for (const key of [vaultKey.privateKey, vaultKey.publicKey]) expect(() => decryptSession(row, Buffer.from(key, "base64"))).toThrow();

  // Nor does either accept the other's record.
  await expect(opener.open(Buffer.from(ciphertext).toString("base64url"), CONTEXT, async (value) => value)).rejects.toMatchObject({ code: "key_unreadable" });
  expect(() => decryptSession({ ...row, ciphertext: new Uint8Array(Buffer.from(JSON.stringify(sealed))) }, sessionKey)).toThrow();
});
