import fs from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { API_VERSION, SCOPES } from "../app/platform/shopify/version.ts";

const dockerfile = fs.readFileSync("Dockerfile", "utf8");
const Package = z.object({ scripts: z.record(z.string(), z.string()), dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) });
const manifest = Package.parse(JSON.parse(fs.readFileSync("package.json", "utf8")));

test("every path that the Dockerfile copies from the project exists, and the sandbox is not among them", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, names = ""]) => names.split(" ").slice(0, -1));
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((name) => !fs.existsSync(name))).toEqual([]);
  expect(copied).not.toContain("sandbox");
});

test("every command that the Dockerfile runs is a script of package.json", () => {
  const commands = [...dockerfile.matchAll(/npm run ([\w:]+)|"run", "([\w:]+)"/g)].map(([, plain, quoted]) => plain ?? quoted ?? "");
  expect(commands.filter((name) => !manifest.scripts[name])).toEqual([]);
});

test("each variable of the environment is explained in .env.example", () => {
  const source = fs.readFileSync("app/platform/env.server.ts", "utf8");
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = ""]) => name);
  const example = fs.readFileSync(".env.example", "utf8");
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !new RegExp(`^${name}=`, "m").test(example))).toEqual([]);
});

test("shopify.app.toml asks for the scopes and the API version that the code uses, and has every compliance topic", () => {
  const Toml = z.object({
    access_scopes: z.object({ scopes: z.string() }),
    webhooks: z.object({ api_version: z.string(), subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]), compliance_topics: z.array(z.string()).default([]) })) }),
  });
  const { access_scopes: access, webhooks } = Toml.parse(parse(fs.readFileSync("shopify.app.toml", "utf8")));
  expect(access.scopes.split(",")).toEqual(SCOPES);
  expect(webhooks.api_version).toBe(API_VERSION);
  expect(webhooks.subscriptions.flatMap((one) => one.compliance_topics).sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
  expect(webhooks.subscriptions.flatMap((one) => one.topics).sort()).toEqual(["app/scopes_update", "app/uninstalled", "app_subscriptions/update", "bulk_operations/finish", "products/create", "products/delete", "products/update"]);
});

test("every version in package.json is exact, so that two installs are the same", () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d/.test(version));
  expect(loose).toEqual([]);
});

test("every picture and page that the README names is there", () => {
  const named = [...fs.readFileSync("README.md", "utf8").matchAll(/\]\(([\w./-]+)\)/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(6);
  expect(named.filter((file) => !fs.existsSync(file))).toEqual([]);
});

test("the invariants of ARCHITECTURE.md name files that exist", () => {
  const named = [...fs.readFileSync("ARCHITECTURE.md", "utf8").matchAll(/`((?:app|tests|sandbox|scripts|bench|prisma|docs)\/[\w./-]+\.\w+)`/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(9);
  expect(named.filter((file) => !fs.existsSync(path.resolve(file)))).toEqual([]);
});
