import { expect, test } from "vitest";
import { readEnv } from "./env.server.ts";

const bytes = (value: number) => Buffer.alloc(32, value).toString("base64");
const key = bytes(7);
const complete = {
  APP_URL: "https://piccaso.example.com", DATABASE_URL: "postgresql://a", DATABASE_QUEUE_URL: "postgresql://q", DATABASE_SYSTEM_URL: "postgresql://s",
  BLOB_DIR: "/var/blobs", SHOPIFY_API_KEY: "k", SHOPIFY_API_SECRET: "shpss_canary", SESSION_KEY: key, SIGNING_KEY: bytes(8), KMS_PUBLIC_KEY: bytes(9),
};

test("a complete environment is accepted, with App Bridge from Shopify by default", () => {
  expect(readEnv(complete, "web").APP_BRIDGE_URL).toBe("https://cdn.shopify.com/shopifycloud/app-bridge.js");
});

test("each missing or malformed variable is named in the message, and no value is printed", () => {
  const read = () => readEnv({ ...complete, SHOPIFY_API_KEY: "", SESSION_KEY: "canary-too-short", DATABASE_URL: "mysql://x" }, "web");
  expect(read).toThrow(/SHOPIFY_API_KEY: is missing/);
  expect(read).toThrow(/SESSION_KEY: is malformed: must be exactly 32 bytes/);
  expect(read).toThrow(/DATABASE_URL: is malformed: must start with postgresql/);
  try { read(); } catch (error) { expect(String(error)).not.toContain("canary"); }
});

test("a production start refuses the sandbox's addresses and plain http", () => {
  expect(() => readEnv({ ...complete, SHOPIFY_BASE_URL: "http://localhost:1" }, "web")).toThrow(/SHOPIFY_BASE_URL/);
  expect(() => readEnv({ ...complete, APP_BRIDGE_URL: "https://evil.example/app-bridge.js" }, "web")).toThrow(/APP_BRIDGE_URL/);
  expect(() => readEnv({ ...complete, APP_URL: "http://piccaso.example.com" }, "web")).toThrow(/APP_URL/);
});

test("the sandbox mode accepts local addresses", () => {
  expect(readEnv({ ...complete, PICCASO_MODE: "sandbox", APP_URL: "http://127.0.0.1:1", SHOPIFY_BASE_URL: "http://localhost:2/x" }, "web").SHOPIFY_BASE_URL).toBe("http://localhost:2");
});

const ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const { KMS_PUBLIC_KEY: publicKey, ...bare } = complete;
const worker = { ...bare, KMS_PRIVATE_KEY: bytes(10) };

test("a web process gets the public key of the vault and a worker the private one", () => {
  expect(readEnv(complete, "web").vault).toMatchObject({ driver: "local", role: "web", publicKey });
  expect(readEnv(worker, "worker").vault).toMatchObject({ driver: "local", role: "worker" });
  expect(JSON.stringify(readEnv(worker, "worker"))).not.toContain(bytes(10));
});

test("a web process that could open keys is refused, whatever the driver and the mode", () => {
  for (const more of [{ KMS_PRIVATE_KEY: bytes(10) }, { KMS_FORMER_PRIVATE_KEYS: bytes(11) }, { KMS_PRIVATE_KEY: bytes(10), KMS_DRIVER: "aws", KMS_KEY_ID: ARN }, { KMS_PRIVATE_KEY: bytes(10), PICCASO_MODE: "sandbox" }]) {
    expect(() => readEnv({ ...complete, ...more }, "web")).toThrow(/a web process must not be able to open keys/);
  }
});

test("a process without its half of the vault is refused, and the variable is named", () => {
  expect(() => readEnv(bare, "web")).toThrow(/KMS_PUBLIC_KEY: is missing/);
  expect(() => readEnv(complete, "worker")).toThrow(/KMS_PRIVATE_KEY: is missing/);
  expect(() => readEnv({ ...complete, KMS_DRIVER: "aws" }, "web")).toThrow(/KMS_KEY_ID: is missing/);
  expect(() => readEnv({ ...complete, KMS_DRIVER: "aws", KMS_KEY_ID: ARN }, "worker")).toThrow(/KMS_SELF_TEST: is missing/);
  expect(() => readEnv({ ...complete, KMS_DRIVER: "aws", KMS_KEY_ID: "alias/piccaso" }, "web")).toThrow(/not an alias/);
  expect(() => readEnv({ ...complete, KMS_PUBLIC_KEY: "c2hvcnQ=" }, "web")).toThrow(/KMS_PUBLIC_KEY: is malformed/);
});

test("the key of the vault must not be one that is used for something else", () => {
  expect(() => readEnv({ ...worker, KMS_PRIVATE_KEY: key }, "worker")).toThrow(/must be different keys/);
  expect(() => readEnv({ ...worker, KMS_FORMER_PRIVATE_KEYS: `${bytes(12)}, ${bytes(8)}` }, "worker")).toThrow(/must be different keys/);
  expect(readEnv({ ...worker, KMS_FORMER_PRIVATE_KEYS: `${bytes(12)}, ${bytes(13)}` }, "worker").KMS_FORMER_PRIVATE_KEYS).toHaveLength(2);
});

test("a production start asks no KMS but AWS's", () => {
  const aws = { ...complete, KMS_DRIVER: "aws", KMS_KEY_ID: ARN };
  for (const address of ["http://localhost:4100/kms", "https://kms.eu-west-1.amazonaws.com.evil.example", "http://kms.eu-west-1.amazonaws.com", "https://kms.eu-west-1.amazonaws.com:8443", "https://evil.example/kms.eu-west-1.amazonaws.com"]) {
    expect(() => readEnv({ ...aws, KMS_ENDPOINT: address }, "web"), address).toThrow(/KMS_ENDPOINT/);
  }
  expect(readEnv({ ...aws, KMS_ENDPOINT: "https://vpce-0a1b-2c3d.kms.eu-west-1.vpce.amazonaws.com" }, "web").vault).toMatchObject({ driver: "aws", role: "web" });
  expect(readEnv({ ...aws, PICCASO_MODE: "sandbox", KMS_ENDPOINT: "http://localhost:4100/kms" }, "web").vault).toMatchObject({ endpoint: "http://localhost:4100/kms" });
});
