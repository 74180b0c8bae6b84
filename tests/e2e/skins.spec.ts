import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import axe from "axe-core";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";

const ASSETS = "build/client/assets";

/** The one style sheet of a skin, as it was built. */
function styleOf(skin: "polaris" | "studio"): string {
  const [name] = fs.readdirSync(ASSETS).filter((file) => file.startsWith(`${skin}-`) && file.endsWith(".css"));
  return fs.readFileSync(`${ASSETS}/${name ?? "missing"}`, "utf8");
}

let browser: Browser;
let server: http.Server;
let origin: string;

beforeAll(async () => {
  const { outputFiles } = await build({ entryPoints: ["tests/support/gallery-entry.tsx"], bundle: true, write: false, format: "iife", jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' }, logLevel: "silent" });
  const [script] = outputFiles;
  server = http.createServer((request, response) => {
    const studio = request.url === "/studio";
    const scripts: Readonly<Record<string, string | undefined>> = { "/gallery.js": script?.text, "/app-bridge.js": fs.readFileSync("sandbox/bridge/app-bridge.js", "utf8") };
    const code = scripts[request.url ?? ""];
    const head = `<meta charset="utf-8"><link rel="icon" href="data:,"><title>Gallery</title><style>${styleOf(studio ? "studio" : "polaris")}</style>${studio ? "" : '<meta name="shopify-api-key" content="key"><script src="/app-bridge.js"></script>'}`;
    response.writeHead(200, { "content-type": `${code === undefined ? "text/html" : "text/javascript"}; charset=utf-8` }).end(code ?? `<!doctype html><html lang="en"><head>${head}</head><body><script src="/gallery.js"></script></body></html>`);
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.address() as AddressInfo; // eslint-disable-line @typescript-eslint/consistent-type-assertions -- a TCP server has no other kind of address
  origin = `http://127.0.0.1:${port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** The gallery in a skin, drawn. */
async function gallery(skin: "app" | "studio", colorScheme: "light" | "dark" = "light", width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${origin}/${skin}#${skin}`);
  await page.getByText("A critical banner").waitFor();
  return page;
}

/** What axe finds, and by how many pixels the page is too wide. */
async function audit(page: Page): Promise<{ violations: string[]; wide: number }> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- axe is injected into the page as a global
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return { violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`), wide: document.documentElement.scrollWidth - document.documentElement.clientWidth };
  });
}

test("both skins draw every part of the kit, each in its own library alone", async () => {
  const pages = { admin: await gallery("app"), studio: await gallery("studio") };
  for (const page of Object.values(pages)) {
    for (const words of ["Everything", "Shopify asks you to connect again", "At least 256", "Single keys work as shortcuts", "Running", "Approve and save", "White background square", "Version 3 published"]) await page.getByText(words).first().waitFor({ state: "attached" });
    for (const label of ["Light and mood", "Search", "Colour", "Format"]) await page.getByLabel(label, { exact: true }).first().waitFor({ state: "attached" });
    await page.getByLabel("Light and mood").fill("Evening");
    expect(await page.getByLabel("Light and mood").inputValue()).toBe("Evening");
  }
  expect(await pages.studio.locator("[class*=Polaris]").count()).toBe(0);
  expect(await pages.admin.locator("[class^=st-]").count()).toBe(0);
  expect(await pages.studio.getByRole("link", { name: "All runs" }).getAttribute("href")).toBe("/studio/runs");
  expect(await pages.admin.getByRole("link", { name: "All runs" }).getAttribute("href")).toBe("/app/runs");
});

test("no rule of the other skin is in a style sheet", () => {
  expect(styleOf("studio")).not.toContain("Polaris-");
  expect(styleOf("polaris")).not.toMatch(/\.st-[a-z]/);
});

test.each([["light", 1440], ["dark", 1440], ["light", 390], ["dark", 390]] as const)("the studio in %s at %i pixels is accessible and does not scroll sideways", async (scheme, width) => {
  const page = await gallery("studio", scheme, width);
  expect(await audit(page)).toEqual({ violations: [], wide: 0 });
});

test.each([["app", 1440], ["studio", 1440], ["app", 390], ["studio", 390]] as const)("in the %s at %i pixels @ in a prompt opens a list that keys and mouse choose from, and axe finds nothing", async (skin, width) => {
  const page = await gallery(skin, "light", width);
  const prompt = page.getByLabel("Prompt", { exact: true });
  const list = page.getByRole("listbox", { name: "What can be mentioned in Prompt" });
  const active = async () => page.locator(`[id="${(await prompt.getAttribute("aria-activedescendant")) ?? ""}"] strong`).textContent();
  await prompt.fill("");
  await prompt.pressSequentially("A vase, @");
  await list.waitFor();
  expect(await list.getByRole("option").count()).toBe(3);
  expect(await prompt.getAttribute("aria-controls")).toBe(await list.getAttribute("id"));
  if (skin === "studio") expect(await audit(page)).toEqual({ violations: [], wide: 0 });
  expect(await active()).toBe("@product.title");
  await prompt.press("ArrowDown");
  expect(await active()).toBe("@plan.scene");
  await prompt.press("ArrowUp");
  await prompt.press("ArrowUp");
  expect(await active()).toBe("@season");
  await prompt.press("Enter");
  expect(await prompt.inputValue()).toBe("A vase, @season ");
  await list.waitFor({ state: "detached" });

  await prompt.pressSequentially("by @sce");
  expect(await list.getByRole("option").allTextContents()).toEqual(["@plan.sceneDescribe and plan, scene"]);
  await prompt.press("Escape");
  await list.waitFor({ state: "detached" });
  expect(await prompt.inputValue()).toBe("A vase, @season by @sce");
  await prompt.pressSequentially("n");
  await list.getByRole("option").click();
  expect(await prompt.inputValue()).toBe("A vase, @season by @plan.scene ");
  await prompt.pressSequentially("now");
  expect(await prompt.inputValue()).toBe("A vase, @season by @plan.scene now");
  await prompt.pressSequentially(" a@b");
  expect(await list.count()).toBe(0);
  await prompt.press("Enter");
  expect(await prompt.inputValue()).toContain("\n");
  await page.close();
});
