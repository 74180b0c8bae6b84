import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
let page: Page;
let app: FrameLocator;

beforeAll(async () => {
  story = await startStory("live-test");
  ({ page, app } = story);
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

const open = (to: string) => story.open(to);
const here = () => story.here();
const row = (name: string) => app.getByRole("row").filter({ has: app.getByRole("rowheader", { name }) });

/** What axe finds in the builder, and by how many pixels it is too wide. */
async function faults(): Promise<{ axe: string[]; tooWide: number }> {
  const frame = page.frames().find((one) => one.url().startsWith(story.stack.appUrl));
  return { axe: await story.axe(), tooWide: await frame?.evaluate(() => document.documentElement.scrollWidth - innerWidth) ?? NaN };
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
