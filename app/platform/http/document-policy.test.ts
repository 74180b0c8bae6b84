import { expect, test } from "vitest";
import { setFrameRule } from "../shopify/auth.server.ts";
import { documentPolicy, newNonce } from "./document-policy.server.ts";

const production = { PICCASO_MODE: "production", SHOPIFY_BASE_URL: undefined } as const;
const rulesOf = (address: string, env: Parameters<typeof setFrameRule>[2] = production) => {
  const embedded = new URL(address).pathname.startsWith("/app");
  const headers = new Headers({ "content-security-policy": documentPolicy("n1", { embedded, appBridgeUrl: "https://cdn.shopify.com/shopifycloud/app-bridge.js", photos: undefined }), link: "<x>; rel=preload" });
  setFrameRule(new Request(address), headers, env);
  expect(headers.has("link")).toBe(false);
  return new Map((headers.get("content-security-policy") ?? "").split("; ").map((rule) => [rule.split(" ")[0], rule]));
};

test("the rule on who may frame is added to the policy, and only the admin of the shop that is named may frame the app", () => {
  const rules = rulesOf("https://app.example/app/skills?shop=one.myshopify.com");
  expect(rules.get("frame-ancestors")).toBe("frame-ancestors https://admin.shopify.com https://one.myshopify.com");
  expect(rules.get("script-src")).toBe("script-src 'self' 'nonce-n1' https://cdn.shopify.com");
  expect(rules.get("object-src")).toBe("object-src 'none'");
  for (const shop of ["evil.example", "one.myshopify.com.evil.example", "https://one.myshopify.com", "one.myshopify.com;", "*.myshopify.com", ""]) {
    expect(rulesOf(`https://app.example/app?shop=${encodeURIComponent(shop)}`).get("frame-ancestors")).toBe("frame-ancestors https://admin.shopify.com");
  }
});

test("nobody frames what stands outside the admin, and the sandbox's admin frames in the sandbox alone", () => {
  for (const path of ["/login", "/studio", "/nothing", "/application"]) expect(rulesOf(`https://app.example${path}?shop=one.myshopify.com`).get("frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(rulesOf("https://app.example/app", { PICCASO_MODE: "sandbox", SHOPIFY_BASE_URL: "http://localhost:4100" }).get("frame-ancestors")).toBe("frame-ancestors https://admin.shopify.com http://localhost:4100");
  expect(rulesOf("https://app.example/app", { PICCASO_MODE: "production", SHOPIFY_BASE_URL: "http://localhost:4100" }).get("frame-ancestors")).toBe("frame-ancestors https://admin.shopify.com");
});

test("the studio loads nothing of Shopify's, and no document evaluates text", () => {
  const studio = documentPolicy("n1", { embedded: false, appBridgeUrl: "https://cdn.shopify.com/shopifycloud/app-bridge.js", photos: undefined });
  expect(studio).toContain("script-src 'self' 'nonce-n1';");
  expect(studio).toContain("connect-src 'self';");
  expect(studio).not.toContain("unsafe-eval");
});

test("no two documents have the same number", () => {
  expect(new Set(Array.from({ length: 1_000 }, newNonce)).size).toBe(1_000);
});
