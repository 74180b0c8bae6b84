import { expect, test } from "vitest";
import { readEnv } from "./env.server.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const complete = {
  APP_URL: "https://piccaso.example.com", DATABASE_URL: "postgresql://a", DATABASE_QUEUE_URL: "postgresql://q", DATABASE_SYSTEM_URL: "postgresql://s",
  BLOB_DIR: "/var/blobs", SHOPIFY_API_KEY: "k", SHOPIFY_API_SECRET: "shpss_canary", SESSION_KEY: key, SIGNING_KEY: key,
};

test("a complete environment is accepted, with App Bridge from Shopify by default", () => {
  expect(readEnv(complete).APP_BRIDGE_URL).toBe("https://cdn.shopify.com/shopifycloud/app-bridge.js");
});

test("each missing or malformed variable is named in the message, and no value is printed", () => {
  const read = () => readEnv({ ...complete, SHOPIFY_API_KEY: "", SESSION_KEY: "canary-too-short", DATABASE_URL: "mysql://x" });
  expect(read).toThrow(/SHOPIFY_API_KEY: is missing/);
  expect(read).toThrow(/SESSION_KEY: is malformed: must be exactly 32 bytes/);
  expect(read).toThrow(/DATABASE_URL: is malformed: must start with postgresql/);
  try { read(); } catch (error) { expect(String(error)).not.toContain("canary"); }
});

test("a production start refuses the sandbox's addresses and plain http", () => {
  expect(() => readEnv({ ...complete, SHOPIFY_BASE_URL: "http://localhost:1" })).toThrow(/SHOPIFY_BASE_URL/);
  expect(() => readEnv({ ...complete, APP_BRIDGE_URL: "https://evil.example/app-bridge.js" })).toThrow(/APP_BRIDGE_URL/);
  expect(() => readEnv({ ...complete, APP_URL: "http://piccaso.example.com" })).toThrow(/APP_URL/);
});

test("the sandbox mode accepts local addresses", () => {
  expect(readEnv({ ...complete, PICCASO_MODE: "sandbox", APP_URL: "http://127.0.0.1:1", SHOPIFY_BASE_URL: "http://localhost:2/x" }).SHOPIFY_BASE_URL).toBe("http://localhost:2");
});
