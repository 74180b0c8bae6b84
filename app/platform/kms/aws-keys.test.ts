import { RotateKeyOnDemandCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Secret } from "#app/core/secret.ts";
import { awsDriver, CANARY, CONTEXT, signedBy, startKms, type Halves, type TestDriver, type TestKms } from "#tests/support/kms.ts";
import { openAwsKms } from "./aws-client.server.ts";
import { awsMaker, awsReader } from "./aws-keys.server.ts";
import { bindingOf } from "./binding.ts";
import { createSealer } from "./sealer.server.ts";

let now = Date.now();
const clock = { now: () => new Date(now) };
let kms: TestKms;
let driver: TestDriver;
let halves: Halves;
const seal = () => halves.sealer.seal(new Secret(CANARY), CONTEXT);
const open = (stored: unknown) => halves.opener.open(stored, CONTEXT, async (value) => value);

beforeAll(async () => {
  kms = await startKms();
  driver = awsDriver(kms);
  halves = await driver.open(clock);
});
afterEach(() => kms.faults.set([], 1));
afterAll(() => {
  driver.close();
  kms.close();
});

test("AWS is asked once for a record that is opened again within five minutes", async () => {
  const sealed = await seal();
  const before = kms.asked.get("Decrypt") ?? 0;
  for (let n = 0; n < 20; n += 1) expect(await open(sealed)).toBe(CANARY);
  expect((kms.asked.get("Decrypt") ?? 0) - before).toBe(1);
  now += 5 * 60_000;
  expect(await open(sealed)).toBe(CANARY);
  expect((kms.asked.get("Decrypt") ?? 0) - before).toBe(2);
});

test("a data key that is remembered for one place is not used for another: AWS is asked, and refuses", async () => {
  const sealed = await seal();
  await open(sealed);
  const before = kms.asked.get("Decrypt") ?? 0;
  const elsewhere = halves.opener.open(sealed, { ...CONTEXT, workspaceId: "ws_2" }, async (value) => value);
  await expect(elsewhere).rejects.toMatchObject({ code: "key_unreadable", message: "AWS KMS Decrypt: InvalidCiphertextException" });
  expect(kms.asked.get("Decrypt")).toBe(before + 1);
  await open(sealed);
  expect(kms.asked.get("Decrypt")).toBe(before + 1);
});

test("a throttled or broken call is tried again, and a KMS that stays away gives vault_unavailable after four attempts", async () => {
  const sealed = await seal();
  kms.faults.set([{ match: "kms", kind: "throttled", rate: 1, times: 1, ms: 0 }, { match: "kms", kind: "500", rate: 1, times: 1, ms: 0 }], 1);
  expect(await open(sealed)).toBe(CANARY);
  kms.faults.set([{ match: "kms", kind: "500", rate: 1, ms: 0 }], 1);
  const before = kms.asked.get("GenerateDataKey") ?? 0;
  await expect(seal()).rejects.toMatchObject({ code: "vault_unavailable", retryable: true });
  expect((kms.asked.get("GenerateDataKey") ?? 0) - before).toBe(4);
  now += 5 * 60_000;
  await expect(open(sealed)).rejects.toMatchObject({ code: "vault_unavailable", retryable: true });
});

test("an answer that is lost on the way is asked for again", async () => {
  kms.faults.set([{ match: "kms", kind: "lost-answer", rate: 1, times: 1, ms: 0 }], 1);
  expect(await open(await seal())).toBe(CANARY);
});

test("a KMS that is not there gives vault_unavailable, and no record without it", async () => {
  const gone = await openAwsKms({ keyId: kms.keyId, endpoint: "http://127.0.0.1:1/kms", credentials: signedBy("sandbox-worker") });
  const reader = awsReader(gone, []);
  await expect(reader.unwrap({ kmsKeyId: kms.keyId, wrapped: Buffer.alloc(99) }, bindingOf(CONTEXT))).rejects.toMatchObject({ code: "vault_unavailable" });
  await expect(createSealer(awsMaker(gone)).seal(new Secret(CANARY), CONTEXT)).rejects.toMatchObject({ code: "vault_unavailable" });
  gone.close();
});

test("after a rotation of the key's material in AWS old records open as before", async () => {
  const sealed = await seal();
  await kms.admin.send(new RotateKeyOnDemandCommand({ KeyId: kms.keyId }));
  now += 5 * 60_000;
  expect(await open(sealed)).toBe(CANARY);
});

test("a record that names a KMS key which is not configured is refused without asking AWS", async () => {
  const stranger = await kms.createKey();
  const before = kms.asked.get("Decrypt") ?? 0;
  await expect(open({ ...(await seal()), kmsKeyId: stranger })).rejects.toMatchObject({ code: "key_unreadable" });
  expect(kms.asked.get("Decrypt") ?? 0).toBe(before);
});

test("a key that waits for its deletion opens nothing, and says so with a code that is not tried again", async () => {
  const next = await driver.replaceKey();
  const sealed = await next.sealer.seal(new Secret(CANARY), CONTEXT);
  await kms.admin.send(new ScheduleKeyDeletionCommand({ KeyId: sealed.kmsKeyId, PendingWindowInDays: 7 }));
  await expect(next.bare.open(sealed, CONTEXT, async (value) => value)).rejects.toMatchObject({ code: "key_unreadable", message: "AWS KMS Decrypt: KMSInvalidStateException" });
});

test("an address in AWS_ENDPOINT_URL_KMS does not lead the client away", async () => {
  process.env["AWS_ENDPOINT_URL_KMS"] = "http://127.0.0.1:1";
  try {
    const other = await openAwsKms({ keyId: kms.keyId, endpoint: kms.endpoint, credentials: signedBy("sandbox-web") });
    expect((await other.generateDataKey({ app: "piccaso" })).plaintext).toHaveLength(32);
    other.close();
  } finally {
    delete process.env["AWS_ENDPOINT_URL_KMS"];
  }
});
