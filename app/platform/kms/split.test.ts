import { afterAll, beforeAll, expect, test } from "vitest";
import { openerOf, sealerOf } from "#app/core/ports/vault.ts";
import { Secret } from "#app/core/secret.ts";
import { CANARY, CONTEXT, signedBy, startKms, type TestKms } from "#tests/support/kms.ts";
import { openAwsKms } from "./aws-client.server.ts";
import { openVault } from "./open-vault.server.ts";
import { makeSelfTest } from "./self-test.ts";
import type { VaultSettings } from "./settings.ts";
import { newKeyPair } from "./x25519.ts";

// Web seals and cannot open, a worker opens and cannot seal: with either driver, and proven at the start.
const clock = { now: () => new Date() };
let kms: TestKms;
beforeAll(async () => { kms = await startKms(); });
afterAll(() => kms.close());

const aws = () => ({ driver: "aws", bootCheck: "refuse", keyId: kms.keyId, endpoint: kms.endpoint }) as const;
const asWeb = (signer: string, more: object = {}) => openVault({ ...aws(), role: "web", ...more }, clock, signedBy(signer));
const asWorker = (signer: string, selfTest: string) => openVault({ ...aws(), role: "worker", formerKeyIds: [], selfTest }, clock, signedBy(signer));
const selfTest = async () => {
  const { vault, close } = await asWeb("sandbox-web");
  const made = await makeSelfTest(sealerOf(vault));
  close();
  return made;
};

test("a web process has no opener and a worker no sealer, in its types and when it is asked", async () => {
  const { publicKey, privateKey } = newKeyPair();
  const settings: readonly VaultSettings[] = [{ driver: "local", role: "web", bootCheck: "refuse", publicKey }, { driver: "local", role: "worker", bootCheck: "refuse", privateKey: new Secret(privateKey), formerPrivateKeys: [], selfTest: undefined }];
  const [web, worker] = await Promise.all(settings.map((one) => openVault(one, clock)));
  if (!web || !worker) throw new Error("two halves");
  expect(Object.keys(web.vault)).toEqual(["role", "sealer"]);
  expect(Object.keys(worker.vault)).toEqual(["role", "opener"]);
  expect(() => openerOf(web.vault)).toThrow("a web process was asked to open a key");
  expect(() => sealerOf(worker.vault)).toThrow("a worker was asked to seal a key");
  worker.close();
});

test("AWS denies web's credentials to decrypt and to wrap again, and worker's to make data keys", async () => {
  const fields = { app: "piccaso" };
  const [web, worker] = await Promise.all(["sandbox-web", "sandbox-worker"].map((signer) => openAwsKms({ keyId: kms.keyId, endpoint: kms.endpoint, credentials: signedBy(signer) })));
  if (!web || !worker) throw new Error("two clients");
  const made = await web.generateDataKey(fields);
  await expect(web.decrypt(made.kmsKeyId, made.wrapped, fields)).rejects.toMatchObject({ code: "AccessDeniedException" });
  await expect(web.reEncrypt(made.kmsKeyId, made.wrapped, fields)).rejects.toMatchObject({ code: "AccessDeniedException" });
  await expect(worker.generateDataKey(fields)).rejects.toMatchObject({ code: "AccessDeniedException" });
  expect(await worker.decrypt(made.kmsKeyId, made.wrapped, fields)).toEqual(made.plaintext);
  web.close();
  worker.close();
});

test("a web process whose AWS role may decrypt does not start, nor one that cannot make data keys, nor one whose KMS cannot be asked", async () => {
  await expect(asWeb("sandbox-admin")).rejects.toThrow(/it is allowed kms:Decrypt, take that right away/);
  await expect(asWeb("sandbox-worker")).rejects.toThrow(/it must be allowed kms:GenerateDataKey \(AccessDeniedException\)/);
  await expect(asWeb("nobody")).rejects.toThrow(/UnrecognizedClientException/);
  kms.faults.set([{ match: "kms", operation: "Decrypt", kind: "500", rate: 1, ms: 0 }], 1);
  await expect(asWeb("sandbox-web")).rejects.toThrow(/whether kms:Decrypt is denied could not be told \(KMSInternalException\)/);
  kms.faults.set([], 1);
  await expect(asWeb("sandbox-web", { endpoint: "http://127.0.0.1:1/kms" })).rejects.toThrow(/KMS_BOOT_CHECK/);
});

test("with KMS_BOOT_CHECK=skip a web process starts although the KMS cannot be asked", async () => {
  const { vault, close } = await asWeb("sandbox-web", { endpoint: "http://127.0.0.1:1/kms", bootCheck: "skip" });
  await expect(sealerOf(vault).seal(new Secret(CANARY), CONTEXT)).rejects.toMatchObject({ code: "vault_unavailable" });
  close();
});

test("a worker whose AWS role may make data keys, or may not decrypt, does not start", async () => {
  const made = await selfTest();
  await expect(asWorker("sandbox-admin", made)).rejects.toThrow(/it is allowed kms:GenerateDataKey, take that right away/);
  await expect(asWorker("sandbox-web", made)).rejects.toThrow(/The worker process does not start/);
  const other = JSON.stringify({ ...JSON.parse(Buffer.from(made, "base64").toString()), tag: Buffer.alloc(16).toString("base64url") });
  for (const broken of [Buffer.from(other).toString("base64"), "not a record"]) {
    await expect(asWorker("sandbox-worker", broken)).rejects.toThrow(/it cannot open KMS_SELF_TEST/);
  }
  const { close } = await asWorker("sandbox-worker", made);
  close();
});

test("a worker with another private key than web's public one does not start, where it has web's self-test", async () => {
  const [one, two] = [newKeyPair(), newKeyPair()];
  const { vault } = await openVault({ driver: "local", role: "web", bootCheck: "refuse", publicKey: one.publicKey }, clock);
  const made = await makeSelfTest(sealerOf(vault));
  const worker = (privateKey: string) => openVault({ driver: "local", role: "worker", bootCheck: "refuse", privateKey: new Secret(privateKey), formerPrivateKeys: [], selfTest: made }, clock);
  await expect(worker(two.privateKey)).rejects.toThrow(/it cannot open KMS_SELF_TEST/);
  (await worker(one.privateKey)).close();
});
