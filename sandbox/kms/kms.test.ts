import { afterAll, beforeAll, expect, test } from "vitest";
import { startKms, type TestKms } from "#tests/support/kms.ts";

// The wire protocol as it stands in the AWS KMS API reference, without AWS's client.
let kms: TestKms;
beforeAll(async () => { kms = await startKms(); });
afterAll(() => kms.close());

const signature = (signer: string) => `AWS4-HMAC-SHA256 Credential=${signer}/20261125/eu-west-1/kms/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"a".repeat(64)}`;
async function ask(operation: string, body: object | string, authorization: string | undefined = signature("sandbox-admin")): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
  const answer = await fetch(kms.endpoint, { method: "POST", headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `TrentService.${operation}`, ...(authorization ? { authorization } : {}) }, body: typeof body === "string" ? body : JSON.stringify(body) });
  return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.json() };
}
const refused = (type: string, status = 400) => ({ status, body: { __type: type } });
const make = async (EncryptionContext: object = { workspace: "a" }) => (await ask("GenerateDataKey", { KeyId: kms.keyId, KeySpec: "AES_256", EncryptionContext })).body;

test("a data key has 32 bytes, names its key by ARN and opens with the same context in any order", async () => {
  const made = await ask("GenerateDataKey", { KeyId: kms.keyId, KeySpec: "AES_256", EncryptionContext: { a: "1", b: "2" } });
  expect(made).toMatchObject({ status: 200, type: "application/x-amz-json-1.1", body: { KeyId: kms.keyId } });
  expect(Buffer.from(String(made.body["Plaintext"]), "base64")).toHaveLength(32);
  const { CiphertextBlob, Plaintext } = made.body;
  expect(await ask("Decrypt", { CiphertextBlob, EncryptionContext: { b: "2", a: "1" } })).toMatchObject({ status: 200, body: { Plaintext, KeyId: kms.keyId } });
});

test("a wrong, missing or larger context and any changed byte are InvalidCiphertextException", async () => {
  const { CiphertextBlob } = await make();
  for (const EncryptionContext of [{}, { workspace: "b" }, { workspace: "a", more: "" }]) expect(await ask("Decrypt", { CiphertextBlob, EncryptionContext })).toMatchObject(refused("InvalidCiphertextException"));
  const blob = Buffer.from(String(CiphertextBlob), "base64");
  for (let place = 0; place < blob.length; place += 1) {
    const changed = Buffer.from(blob);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect((await ask("Decrypt", { CiphertextBlob: changed.toString("base64"), EncryptionContext: { workspace: "a" } })).body["__type"]).toBe("InvalidCiphertextException");
  }
  expect(await ask("Decrypt", { CiphertextBlob: "AAAA", EncryptionContext: {} })).toMatchObject(refused("InvalidCiphertextException"));
});

test("an unknown key is NotFoundException, another key IncorrectKeyException, one that is to be deleted KMSInvalidStateException", async () => {
  const other = await kms.createKey();
  const { CiphertextBlob } = await make();
  const EncryptionContext = { workspace: "a" };
  expect(await ask("GenerateDataKey", { KeyId: kms.keyId.replace(/1$/, "2"), KeySpec: "AES_256" })).toMatchObject(refused("NotFoundException"));
  expect(await ask("GenerateDataKey", { KeyId: kms.keyId.replace("eu-west-1", "us-east-1"), KeySpec: "AES_256" })).toMatchObject(refused("NotFoundException"));
  expect(await ask("Decrypt", { KeyId: other, CiphertextBlob, EncryptionContext })).toMatchObject(refused("IncorrectKeyException"));
  const moved = await ask("ReEncrypt", { CiphertextBlob, SourceEncryptionContext: EncryptionContext, DestinationKeyId: other, DestinationEncryptionContext: { workspace: "c" } });
  expect(moved).toMatchObject({ status: 200, body: { KeyId: other, SourceKeyId: kms.keyId } });
  expect(moved.body).not.toHaveProperty("Plaintext");
  expect(await ask("ScheduleKeyDeletion", { KeyId: other })).toMatchObject({ body: { KeyState: "PendingDeletion" } });
  expect(await ask("Decrypt", { CiphertextBlob: moved.body["CiphertextBlob"], EncryptionContext: { workspace: "c" } })).toMatchObject(refused("KMSInvalidStateException"));
  expect(await ask("DescribeKey", { KeyId: other })).toMatchObject({ body: { KeyMetadata: { Arn: other, KeyState: "PendingDeletion", Enabled: false } } });
});

test("the access key id decides what is allowed, and who does not sign gets nothing", async () => {
  const { CiphertextBlob } = await make();
  const EncryptionContext = { workspace: "a" };
  const calls = { GenerateDataKey: { KeyId: kms.keyId, KeySpec: "AES_256" }, Decrypt: { CiphertextBlob, EncryptionContext }, ReEncrypt: { CiphertextBlob, SourceEncryptionContext: EncryptionContext, DestinationKeyId: kms.keyId }, DescribeKey: { KeyId: kms.keyId }, EnableKeyRotation: { KeyId: kms.keyId }, ScheduleKeyDeletion: { KeyId: kms.keyId }, CreateKey: {} };
  const allowed = async (signer: string) => {
    const names: string[] = [];
    for (const [operation, body] of Object.entries(calls)) {
      const answer = await ask(operation, body, signature(signer));
      if (answer.status === 200) names.push(operation);
      else expect(answer).toMatchObject(refused("AccessDeniedException"));
    }
    return names;
  };
  expect(await allowed("sandbox-web")).toEqual(["GenerateDataKey", "DescribeKey"]);
  expect(await allowed("sandbox-worker")).toEqual(["Decrypt", "ReEncrypt", "DescribeKey"]);
  expect(await ask("Decrypt", calls.Decrypt, signature("stranger"))).toMatchObject(refused("UnrecognizedClientException"));
  expect(await ask("Decrypt", calls.Decrypt, "Bearer sandbox-worker")).toMatchObject(refused("MissingAuthenticationTokenException"));
});

test("what is malformed or unknown is said as KMS says it, and throttling comes on demand", async () => {
  expect(await ask("Decrypt", { CiphertextBlob: "%%%" })).toMatchObject(refused("ValidationException"));
  expect(await ask("Decrypt", "{")).toMatchObject(refused("SerializationException"));
  expect(await ask("Sign", {})).toMatchObject(refused("UnknownOperationException"));
  kms.faults.set([{ match: "kms", operation: "Decrypt", kind: "throttled", rate: 1, times: 1, ms: 0 }], 1);
  expect(await ask("DescribeKey", { KeyId: kms.keyId })).toMatchObject({ status: 200 });
  expect(await ask("Decrypt", {})).toMatchObject(refused("ThrottlingException"));
});
