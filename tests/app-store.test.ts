import fs from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";

/** Every file below a folder with one of these endings, tests apart. */
function filesIn(folder: string, endings = /\.(?:ts|tsx|css|json|toml)$/): { name: string; text: string }[] {
  return fs.readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name)).filter((name) => endings.test(name) && !/\.test\.|generated|node_modules/.test(name) && fs.statSync(name).isFile())
    .map((name) => ({ name, text: fs.readFileSync(name, "utf8") }));
}
const source = filesIn("app");
const namesWith = (pattern: RegExp, among = source) => among.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
const routes = source.filter(({ name, text }) => name.startsWith("app/routes/") && !name.includes(".server.") && /export (?:async function|const|function) (?:loader|action)\b/.test(text));

test("every row of docs/app-store.md names a rule, how it is kept, and files that exist", () => {
  const rows = fs.readFileSync("docs/app-store.md", "utf8").split("\n").filter((line) => /^\| [\w. ]+\d|^\| [A-Z_]{6,}/.test(line));
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) {
    const cells = row.split("|").map((cell) => cell.trim()).filter(Boolean);
    expect(cells.length, row).toBe(4);
    const files = [...(cells[3] ?? "").matchAll(/`([\w./-]+\.\w+)`/g)].map(([, file = ""]) => file);
    const outside = /^by hand: .{20,}/.test(cells[3] ?? "");
    expect(files.length > 0 || outside, row).toBe(true);
    expect(files.filter((file) => !fs.existsSync(file)), row).toEqual([]);
  }
});

test("every route asks who is there, but for a listed few that are open on purpose", () => {
  const OPEN = ["app/routes/auth.ts", "app/routes/health.live.ts", "app/routes/health.ready.ts", "app/routes/index.tsx", "app/routes/not-found.tsx"];
  const unguarded = routes.filter(({ text }) => !/requireWorkspace\(request\)|loadShell\(request\)|answerExtension\(request|verifyWebhook\(request|readSigned\(request|signer\.check\(/.test(text)).map(({ name }) => name).sort();
  expect(routes.length).toBeGreaterThan(25);
  expect(unguarded).toEqual(OPEN);
});

test("a shop is never taken from a form, a query or a body by a page: it comes from the session token", () => {
  expect(namesWith(/searchParams\.get\("shop"\)|formData.*shop|body.*shopDomain/, source.filter(({ name }) => /^app\/(?:routes|features)\//.test(name)))).toEqual([]);
  expect(namesWith(/unauthenticated\.admin|unauthenticated\.storefront/)).toEqual([]);
});

test("nobody is redirected to an address from outside", () => {
  const targets = source.flatMap(({ name, text }) => [...text.matchAll(/\bredirect\(([^;]+?)\)(?:;|$)/gm)].map(([, to = ""]) => `${name}: ${to}`));
  expect(targets.length).toBeGreaterThan(1);
  for (const target of targets) expect(target).toMatch(/: (?:"\/[\w/]*"|`\/auth\/login\?to=\$\{encodeURIComponent\(new URL\(request\.url\)\.pathname\)\}`|searchParams\.has\("shop"\) \? `\/app\$\{search\}` : "\/login")/);
});

test("only the admin's own API by GraphQL, its newest App Bridge from Shopify's address, and no script of the past", () => {
  expect(namesWith(/\/admin\/api\/[^"`]*\.json(?!")/, source.filter(({ text }) => !text.includes("graphql.json")))).toEqual([]);
  expect(namesWith(/from "@shopify\/app-bridge(?:\/|")|script_tags|scriptTagCreate/i)).toEqual([]);
  const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(fs.readFileSync("package.json", "utf8")));
  expect(Object.keys(dependencies).filter((name) => /stripe|app-bridge$|app-bridge-utils/.test(name))).toEqual([]);
  expect(fs.readFileSync("app/platform/env.server.ts", "utf8")).toContain(`default("https://cdn.shopify.com/shopifycloud/app-bridge.js")`);
});

test("the frame needs no cookie and no storage of the browser", () => {
  expect(namesWith(/document\.cookie|localStorage|sessionStorage|indexedDB|caches\.open|set-cookie/i, source.filter(({ name }) => /^app\/(?:ui|canvas|routes|entry|root)/.test(name)))).toEqual([]);
});

test("markup is never made from text, but for one constant", () => {
  expect(namesWith(/dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write/)).toEqual(["app/root.tsx"]);
  expect(fs.readFileSync("app/root.tsx", "utf8").match(/dangerouslySetInnerHTML=\{\{ __html: ("[^"]*") \}\}/g)).toHaveLength(1);
});

test("offline tokens expire and are refreshed, and nobody is asked for the name of a shop", () => {
  const auth = fs.readFileSync("app/platform/shopify/auth.server.ts", "utf8");
  expect(auth).toMatch(/expiringOfflineAccessTokens: true/);
  expect(auth).toMatch(/unstable_newEmbeddedAuthStrategy: true/);
  expect(namesWith(/<(?:input|TextField)[^>]*(?:shop|myshopify)[^>]*>/i, source.filter(({ name }) => name.endsWith(".tsx")))).toEqual([]);
});

test("the app's configuration is installed by Shopify, embedded, and every address in it is https or a path of ours", () => {
  const toml = z.object({
    application_url: z.string(), embedded: z.boolean(), name: z.string(), auth: z.object({ redirect_urls: z.array(z.string()) }), access_scopes: z.object({ use_legacy_install_flow: z.boolean() }),
    webhooks: z.object({ subscriptions: z.array(z.object({ uri: z.string() })) }),
  }).parse(parse(fs.readFileSync("shopify.app.toml", "utf8")));
  expect([toml.application_url, ...toml.auth.redirect_urls].filter((address) => !/^https:\/\/[\w.-]+\/[\w/]*$/.test(address))).toEqual([]);
  expect(new Set(toml.webhooks.subscriptions.map(({ uri }) => uri))).toEqual(new Set(["/webhooks/shopify"]));
  expect(toml).toMatchObject({ embedded: true, access_scopes: { use_legacy_install_flow: false } });
  expect(toml.name.length).toBeLessThanOrEqual(20);
});

test("no file of the project holds a secret: the example of the environment leaves each of them empty", () => {
  const example = fs.readFileSync(".env.example", "utf8");
  for (const [, name = "", value = ""] of example.matchAll(/^([A-Z_]*(?:SECRET|TOKEN|KEY)[A-Z_]*)=(.*)$/gm)) expect(value, name).toBe("");
  // Shopify's own check reads over the end of a line.
  expect(example).not.toMatch(/(?:api_?key|api_?secret|access_?token|private_?key|password)\s*[:=]\s*[^\s#'"]/i);
  expect(fs.readFileSync(".gitignore", "utf8")).toMatch(/^\.env$/m);
});

test("what a merchant reads promises no outcome and carries no mark of Shopify's own assistant", () => {
  const shown = source.filter(({ name }) => /^app\/(?:ui|routes|canvas)\//.test(name));
  expect(namesWith(/sidekick|guarantee|double your|boost your sales/i, shown)).toEqual([]);
  expect(namesWith(/<(?:Frame|ContextualSaveBar|FullscreenBar|Toast)\b(?!Props)|from "@shopify\/polaris".*\b(?:Modal|Frame|Toast|ContextualSaveBar|FullscreenBar|Navigation)\b/, shown.filter(({ text }) => text.includes("@shopify/polaris\"")))).toEqual([]);
});
