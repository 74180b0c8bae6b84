import type { Browser, Frame, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

const State = z.object({
  products: z.array(z.object({
    handle: z.string(), variants: z.array(z.object({ id: z.string(), mediaId: z.string().nullable() })),
    media: z.array(z.object({ id: z.string(), alt: z.string(), sha256: z.string().nullable(), variantIds: z.array(z.string()) })),
  })),
});
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

let story: Story;
let stack: Story["stack"];
let browser: Browser;
let page: Page;
let errors: string[];
let app: FrameLocator;

beforeAll(async () => {
  story = await startStory("main-job");
  ({ stack, browser, page, errors, app } = story);
});
beforeEach(() => explainFailure(browser, stack.logs));
afterAll(() => story?.close());

const control = (route: string, body: object) => fetch(`${stack.url}/_sandbox/${route}`, { method: "POST", body: JSON.stringify(body) });
const state = async () => State.parse(await (await fetch(`${stack.url}/_sandbox/state`)).json()).products;
const open = (to: string, on?: Page) => story.open(to, on);
const frameOf = (on: Page): Frame => {
  const frame = on.frames().find((one) => one.url().startsWith(stack.appUrl));
  if (!frame) throw new Error("the app's frame is not there");
  return frame;
};

test("a merchant runs a skill on twelve products while the worker is killed, reviews, publishes, sees the images in the admin, and undo brings everything back", async () => {
  const before = await state();
  expect(before).toHaveLength(12);

  await open("/skills");
  await app.getByRole("button", { name: "Use template" }).first().click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  await open(`${new URL(page.url()).pathname.split("/app").at(-1) ?? ""}/run`);
  await app.getByRole("button", { name: "Search", exact: true }).click();
  await app.getByRole("searchbox").press("Enter");
  await app.getByText("2 products have no photo").waitFor();
  await page.locator("#title-actions").getByRole("button", { name: /Start run/ }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);

  // A worker that dies in the middle loses nothing: its items go to the next one.
  const worker = stack.services.worker.pid();
  await app.getByText(/[1-9] done/).first().waitFor({ timeout: 60_000 });
  if (worker) process.kill(worker, "SIGKILL");
  await app.getByText("This run has ended").waitFor({ timeout: 120_000 });
  await app.getByText("9 done").first().waitFor();
  await app.getByText("1 failed").first().waitFor();
  await app.getByText(/background is not plain enough/).waitFor();
  const runUrl = page.url();
  await page.reload();
  await app.getByText("9 done").first().waitFor();

  await open("/review");
  await app.getByText("9 to decide, 0 approved, 0 rejected").waitFor();
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("x");
  await app.getByText("8 to decide, 0 approved, 1 rejected").waitFor();
  await page.keyboard.press("z");
  await app.getByText("9 to decide, 0 approved, 0 rejected").waitFor();
  await app.locator("[data-review='0']").focus();
  for (let image = 1; image <= 9; image += 1) {
    await page.keyboard.press("a");
    await app.getByText(`${9 - image} to decide, ${image} approved, 0 rejected`).waitFor();
  }
  // Shown at once, confirmed by the database: what stands after a reload is what was saved.
  await expect.poll(async () => {
    await page.reload();
    return app.getByText("0 to decide, 9 approved, 0 rejected").waitFor({ timeout: 3000 }).then(() => true, () => false);
  }, { timeout: 30_000 }).toBe(true);

  await open("/publications/new");
  await app.getByRole("heading", { name: "What happens" }).waitFor();
  // One image takes the place of its photo; the others are added.
  await app.getByLabel("Position").first().selectOption("replace");
  await app.getByText("It is taken off this product only, and kept in your library.").waitFor();
  await page.locator("#title-actions").getByRole("button", { name: "Publish to 9 products" }).click();
  await page.waitForURL(/\/publications\/[0-9a-f-]{36}$/);
  await app.getByText("Published, can be undone").waitFor({ timeout: 120_000 });
  const published = await state();
  expect(published.filter((product, index) => product.media.length === (before[index]?.media.length ?? 0) + 1)).toHaveLength(8);

  const { page: admin } = await openPage(browser, DESKTOP);
  await admin.goto(`${stack.url}/store/piccaso-sandbox/products`);
  await admin.getByRole("link", { name: "Alba Vase" }).click();
  await admin.getByAltText("Alba Vase on a white background").waitFor();

  await page.locator("#title-actions").getByRole("button", { name: "Undo 9 products" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Undo 9 products" }).click();
  await app.getByText("Undone", { exact: true }).first().waitFor({ timeout: 120_000 });
  await expect.poll(async () => (await state()).every((product, index) => product.media.length === before[index]?.media.length), { timeout: 60_000 }).toBe(true);
  expect(await state()).toEqual(before);
  await admin.reload();
  expect(await admin.getByAltText("Alba Vase on a white background").count()).toBe(0);
  await admin.close();
  expect(runUrl).toContain("/runs/");
  expect(errors).toEqual([]);
});

test("a run goes on by itself after the database was killed, and its page finds it again", async () => {
  await control("faults", { rules: [{ match: "cdn", kind: "delay", ms: 1500 }] });
  const { page: seen } = await openPage(browser, DESKTOP);
  const shown = seen.frameLocator("#app");
  await open("/skills", seen);
  await shown.getByRole("link", { name: /^Run White/ }).first().click();
  await shown.getByRole("button", { name: "Search", exact: true }).click();
  await shown.getByRole("searchbox").press("Enter");
  await shown.getByText("2 products have no photo").waitFor();
  await seen.locator("#title-actions").getByRole("button", { name: /Start run/ }).click();
  await shown.getByText(/[1-9] done/).first().waitFor({ timeout: 60_000 });
  const killed = stack.database.pid();
  process.kill(killed, "SIGKILL");
  await expect.poll(() => stack.database.pid(), { timeout: 60_000 }).not.toBe(killed);
  await control("faults", { rules: [] });
  await shown.getByText("This run has ended").waitFor({ timeout: 120_000 });
  await shown.getByText("9 done").first().waitFor();
  await seen.close();
});

test("the admin's entry on a product's page leads to the run form with that product", async () => {
  const { page: admin } = await openPage(browser, DESKTOP);
  const inside = admin.frameLocator("#app");
  await admin.goto(`${stack.url}/store/piccaso-sandbox/products`);
  await admin.getByRole("link", { name: "Morning Mug" }).click();
  await admin.getByRole("link", { name: "Create images with Piccaso" }).click();
  await inside.getByText("1 product chosen in your admin").waitFor();
  await inside.locator("main[aria-busy=false]").waitFor();
  await inside.getByRole("link", { name: /^Run White/ }).first().click();
  await inside.getByText("1 product, picked by hand, frozen when the run starts").waitFor();
  await admin.close();
});

/** Pages of single things, by the links that lead to them. */
async function deepPages(seen: Page): Promise<string[]> {
  const first = async (from: string, link: string) => {
    await open(from, seen);
    const href = await seen.frameLocator("#app").locator(`a[href*="${link}"]`).first().getAttribute("href");
    return new URL(href ?? "", stack.appUrl).pathname.replace(/^\/app/, "");
  };
  const skill = await first("/skills", "/skills/");
  const run = await first("/runs", "/runs/");
  await open("/review?state=all", seen);
  await seen.frameLocator("#app").locator("[data-review='0']").click();
  await seen.waitForURL(/focus=/);
  return [skill, `${skill}/run`, run, await first(run, "/items/"), await first("/publications", "/publications/"), `/review${new URL(seen.url()).search}`];
}

test.each([["desktop", DESKTOP], ["phone", PHONE]] as const)("on a %s every page is accessible, nothing shifts and nothing scrolls sideways", async (_name, size) => {
  const { page: seen, errors: faults } = await openPage(browser, size);
  for (const at of ["", "/skills", "/runs", "/review", "/library", "/publications", "/publications/new", "/keys", "/settings", ...await deepPages(seen)]) {
    await open(at, seen);
    const frame = frameOf(seen);
    const violations = await story.axe(seen);
    const { shift, wide } = await frame.evaluate(async () => {
      const shifts = await new Promise<{ sum: number; moved: string[] }>((resolve) => {
        const moved: string[] = [];
        const found = { sum: 0, moved };
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if (!("value" in entry) || typeof entry.value !== "number") continue;
            found.sum += entry.value;
            const sources = "sources" in entry && Array.isArray(entry.sources) ? entry.sources : [];
            for (const { node } of sources) found.moved.push(node instanceof Element ? node.outerHTML.slice(0, 120) : String(node));
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(found), 600);
      });
      return { shift: shifts, wide: document.documentElement.scrollWidth - document.documentElement.clientWidth };
    });
    expect({ at, violations, wide }).toEqual({ at, violations: [], wide: 0 });
    expect({ at, ...shift, sum: shift.sum < 0.1 }).toEqual({ at, ...shift, sum: true });
  }
  await seen.close();
  expect(faults).toEqual([]);
});
