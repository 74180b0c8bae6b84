import fs from "node:fs";
import path from "node:path";
import axe from "axe-core";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";

const DATA = path.resolve(`.data/e2e-live-test-${process.pid}`);
let stack: Stack;
let browser: Browser;
let page: Page;
let app: FrameLocator;

beforeAll(async () => {
  await build();
  stack = await startStack({ root: process.cwd(), data: DATA, catalog: undefined, port: 0 });
  browser = await launchBrowser();
  ({ page } = await openPage(browser, { width: 1440, height: 900 }));
  app = page.frameLocator("#app");
});
beforeEach(() => explainFailure(browser, stack.logs));
afterAll(async () => {
  await browser?.close();
  await stack?.stop(false);
  fs.rmSync(DATA, { recursive: true, force: true });
});

const open = async (to: string) => {
  await page.goto(`${stack.url}/store/piccaso-sandbox/apps/piccaso/app${to}`);
  await app.locator("main[aria-busy=false]").waitFor();
};
const here = () => new URL(page.url()).pathname.split("/apps/piccaso/app").at(-1) ?? "";
const row = (name: string) => app.getByRole("row").filter({ has: app.getByRole("rowheader", { name }) });

/** What axe finds in the builder, and by how many pixels it is too wide. */
async function faults(): Promise<{ axe: string[]; tooWide: number }> {
  const frame = await (await page.locator("#app").elementHandle())?.contentFrame();
  if (!frame) throw new Error("no frame");
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- axe is injected into the frame as a global
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return { axe: found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${String(target)}`)), tooWide: document.documentElement.scrollWidth - innerWidth };
  });
}

test("a merchant tries a skill on two products, changes the prompt, sees what is old, tests again with the unchanged cached, and pins a picture", async () => {
  await open("/keys");
  await page.locator("#title-actions").getByRole("button", { name: "Add API key" }).click();
  const keys = app.getByRole("dialog");
  await keys.getByLabel("Provider").selectOption({ label: "Google Gemini" });
  await keys.getByLabel("Name").fill("Studio");
  await keys.getByLabel("API key", { exact: true }).fill("AIza-sandbox-story-0002");
  await keys.getByRole("button", { name: "Add key" }).click();
  await app.getByText("Works", { exact: true }).waitFor({ timeout: 30_000 });
  await open("/skills");
  await app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  await open(`${here()}/edit`);

  const button = app.getByRole("button", { name: /^Test \d product/ });
  await app.locator(".cv-dock-tabs").getByRole("button", { name: "Live test" }).click();
  await app.getByRole("button", { name: /^Leave out/ }).last().click();
  await expect.poll(() => button.textContent()).toMatch(/^Test 2 products ≤ \$0\.\d\d$/);
  await button.click();
  await app.getByRole("button", { name: /^Stop test · \$/ }).waitFor();
  await expect.poll(() => row("Generate image").getByText("Running").count(), { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(() => row("Output Configurations").getByText("Done", { exact: true }).count(), { timeout: 90_000 }).toBe(2);
  await button.waitFor();
  const money = app.locator(".cv-test-money");
  expect(await money.textContent()).toMatch(/^This test \$0\.\d+ of \$0\.\d+$/);
  await app.locator(".cv-card").filter({ hasText: "Generate image" }).getByText(/^Done/).waitFor();
  expect(await faults()).toEqual({ axe: [], tooWide: 0 });

  await row("Generate image").getByRole("rowheader").getByRole("button").click();
  await app.locator(".cv-prompt textarea").fill("@product.title on a beach at noon");
  await expect.poll(() => row("Generate image").getByText("Stale: Prompt changed").count()).toBe(2);
  expect(await row("Output Configurations").getByText("Stale: Generate image changed before it").count()).toBe(2);
  await button.click();
  await expect.poll(() => row("Output Configurations").getByText("Done", { exact: true }).count(), { timeout: 90_000 }).toBe(2);
  expect(await row("Product").getByText("Cached").count()).toBe(2);
  expect(await row("Generate image").getByText("Cached").count()).toBe(0);
  await button.waitFor();
  await button.click();
  await expect.poll(() => money.textContent(), { timeout: 60_000 }).toContain("2 of 2 products from cache");
  expect(await row("Generate image").getByText("Cached").count()).toBe(2);

  await row("Generate image").getByRole("button", { name: /^Pin / }).first().click();
  const pin = app.getByRole("dialog");
  await pin.getByLabel("Name in the library").fill("Beach at noon");
  await pin.getByRole("button", { name: "Pin" }).click();
  await app.getByText("“Beach at noon” is in the library, in the folder Pins").first().waitFor({ timeout: 30_000 });

  await page.setViewportSize({ width: 390, height: 844 });
  await app.getByRole("group", { name: "View" }).getByRole("button", { name: "Live test" }).click();
  expect(await faults()).toEqual({ axe: [], tooWide: 0 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await open("/library");
  await app.getByText(/^Pins/).first().waitFor();
  await open("/runs");
  expect(await app.getByRole("table", { name: "Runs, newest first" }).locator("tbody tr").count()).toBe(0);
});
