import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";

/** Compressed, by Shopify's own check at deploy. */
const MOST_BYTES = 64 * 1024;

const Toml = z.object({
  api_version: z.string(),
  extensions: z.array(z.object({
    name: z.string(), handle: z.string().max(30).regex(/^[a-z0-9-]+$/), type: z.enum(["ui_extension", "flow_action"]),
    targeting: z.array(z.object({ module: z.string(), target: z.string() })).optional(), runtime_url: z.url().optional(),
  })),
  settings: z.object({ fields: z.array(z.object({ type: z.string(), key: z.string().optional(), required: z.boolean() })) }).optional(),
});
const folders = fs.readdirSync("extensions").filter((name) => fs.existsSync(path.join("extensions", name, "shopify.extension.toml")));
const extensions = folders.map((folder) => ({ folder, toml: Toml.parse(parse(fs.readFileSync(path.join("extensions", folder, "shopify.extension.toml"), "utf8"))) }));
const withPages = extensions.flatMap(({ folder, toml }) => toml.extensions.flatMap(({ targeting = [] }) => targeting.map(({ module }) => ({ folder, module }))));
const localeOf = (folder: string): Record<string, unknown> => JSON.parse(fs.readFileSync(path.join("extensions", folder, "locales/en.default.json"), "utf8"));

test("every extension is of API 2026-07, with the handle and the target that it had before", () => {
  expect(extensions.map(({ toml }) => toml.api_version)).toEqual(extensions.map(() => "2026-07"));
  expect(Object.fromEntries(extensions.flatMap(({ toml }) => toml.extensions.map(({ handle, type, targeting = [] }) => [handle, [type, ...targeting.map(({ target }) => target)]])))).toEqual({
    "piccaso-create-images": ["ui_extension", "admin.product-details.action.render"],
    "piccaso-create-images-bulk": ["ui_extension", "admin.product-index.selection-action.render"],
    "piccaso-product-images": ["ui_extension", "admin.product-details.block.render"],
    "piccaso-run-skill": ["flow_action"],
  });
});

test("the Flow action asks for a product and a skill, and calls the app's own address", () => {
  const flow = extensions.find(({ folder }) => folder === "run-skill")?.toml;
  expect(flow?.settings?.fields).toEqual([{ type: "product_reference", required: true }, { type: "single_line_text_field", key: "skill", required: true }].map((field) => expect.objectContaining(field)));
  const { application_url: application } = z.object({ application_url: z.string() }).parse(parse(fs.readFileSync("shopify.app.toml", "utf8")));
  expect(flow?.extensions[0]?.runtime_url).toBe(new URL("/flow/run-skill", application).href);
});

test.each(withPages)("$folder fits into what Shopify takes, compressed, and its name is in its locale", async ({ folder, module }) => {
  const { outputFiles } = await build({ entryPoints: [path.join("extensions", folder, module)], bundle: true, minify: true, format: "esm", target: "es2022", write: false, logLevel: "silent" });
  const bytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).byteLength, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(z.string().min(1).parse(localeOf(folder)["name"])).not.toMatch(/t:/);
});

test("the same key reads the same in the extensions that share a part", () => {
  const [one, other] = [localeOf("create-images"), localeOf("create-images-bulk")];
  const differing = Object.keys(one).filter((key) => key in other && JSON.stringify(one[key]) !== JSON.stringify(other[key]));
  // Their titles name one product and many.
  expect(differing).toEqual(["heading"]);
});
