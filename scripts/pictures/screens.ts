import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { z } from "zod";
import { startStack, type Stack } from "../start/stack.ts";
import { launchBrowser, openPage } from "../../tests/support/browser.ts";

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
type Size = keyof typeof SIZES;

/** One place in the app: its name is the file's. */
interface Place {
  readonly name: string;
  readonly path: string;
}

/** Plays the main job in the sandbox and takes a picture of each page on its way, as PNG into `folder`. `only` names the pictures to keep (at desktop width), null for all of them at both widths. */
export async function takeScreens({ folder, only }: { readonly folder: string; readonly only: readonly string[] | null }): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-pictures-"));
  fs.chmodSync(data, 0o755);
  const stack = await startStack({ root: process.cwd(), data, catalog: undefined, port: 0 });
  const browser = await launchBrowser();
  try {
    const opened = { desktop: (await openPage(browser, SIZES.desktop)).page, phone: (await openPage(browser, SIZES.phone)).page };
    const shoot = async ({ name, path: at }: Place) => {
      for (const size of ["desktop", "phone"] satisfies Size[]) {
        if (only && (size === "phone" || !only.includes(name))) continue;
        await visit(opened[size], stack, at);
        await opened[size].waitForTimeout(700);
        await opened[size].screenshot({ path: path.join(folder, `${name}${size === "phone" ? "-390" : ""}.png`) });
      }
    };
    await story(stack, opened.desktop, shoot);
    await ownKey(stack, opened.desktop, shoot);
  } finally {
    await browser.close();
    await stack.stop(false);
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/** The main job, with a stop at every page. */
async function story(stack: Stack, page: Page, shoot: (place: Place) => Promise<void>): Promise<void> {
  const app = page.frameLocator("#app");
  await shoot({ name: "home-new", path: "" });
  await shoot({ name: "review-empty", path: "/review" });
  await visit(page, stack, "/skills");
  await app.getByRole("button", { name: "Use template" }).first().click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  const skill = pathIn(page);
  await shoot({ name: "skills", path: "/skills" });
  await shoot({ name: "templates", path: "/skills/templates" });
  await shoot({ name: "template", path: "/skills/templates?template=lifestyle-scene" });
  await shoot({ name: "use-new", path: `${skill}/use` });
  await shoot({ name: "run-setup", path: `${skill}/run?ids[]=1002&ids[]=1003&ids[]=1004&ids[]=1005` });
  await control(stack, "faults", { seed: 7, rules: [{ match: "cdn", kind: "delay", rate: 1, ms: 2500 }] });
  const run = await startRun(page, stack, skill);
  await app.getByText(/[3-9] done/).first().waitFor({ timeout: 60_000 });
  await shoot({ name: "run-live", path: run });
  await control(stack, "faults", { seed: 7, rules: [] });
  await visit(page, stack, run);
  await app.getByText("This run has ended").waitFor({ timeout: 60_000 });
  await shoot({ name: "run", path: run });
  await shoot({ name: "skill", path: skill });
  await shoot({ name: "review", path: "/review" });
  await visit(page, stack, "/review");
  await app.locator("[data-review='0']").click();
  await page.waitForURL(/focus=/);
  await shoot({ name: "review-focus", path: `/review${new URL(page.url()).search}` });
  await approveAll(page, app, stack);
  await shoot({ name: "home", path: "" });
  await shoot({ name: "use", path: `${skill}/use?ids[]=1002&ids[]=1003&ids[]=1004&ids[]=1005` });
  await shoot({ name: "publish-plan", path: "/publications/new" });
  const publication = await publish(page, app, stack);
  await shoot({ name: "publication", path: publication });
  await shoot({ name: "publications", path: "/publications" });
  await shoot({ name: "library", path: "/library" });
  await shoot({ name: "runs", path: "/runs" });
  await shoot({ name: "settings", path: "/settings" });
  await visit(page, stack, run);
  await app.locator("a[href*='/items/']").first().click();
  await page.waitForURL(/\/items\//);
  await shoot({ name: "item", path: pathIn(page) });
}

/** The same with a key of the merchant's own. */
async function ownKey(stack: Stack, page: Page, shoot: (place: Place) => Promise<void>): Promise<void> {
  const app = page.frameLocator("#app");
  await shoot({ name: "keys-empty", path: "/keys" });
  await visit(page, stack, "/keys");
  await page.locator("#title-actions").getByRole("button", { name: "Add API key" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Provider").selectOption({ label: "Google Gemini" });
  await dialog.getByLabel("Name").fill("Studio key");
  await dialog.getByLabel("API key", { exact: true }).fill("AIza-sandbox-studio-7Qf2");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await app.getByText("Works", { exact: true }).waitFor({ timeout: 30_000 });
  await visit(page, stack, "/skills");
  await app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  const skill = pathIn(page);
  await shoot({ name: "quote", path: `${skill}/run?ids[]=1002&ids[]=1003&ids[]=1004&ids[]=1005` });
  await shoot({ name: "use-paid", path: `${skill}/use?ids[]=1002&ids[]=1003&ids[]=1004&ids[]=1005` });
  await visit(page, stack, `${skill}/run?ids[]=1001&ids[]=1003&ids[]=1005`);
  await page.locator("#title-actions").getByRole("button", { name: /Start run/ }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  const run = pathIn(page);
  await app.getByText("This run has ended").waitFor({ timeout: 120_000 });
  await shoot({ name: "run-paid", path: run });
  await shoot({ name: "review-generated", path: `/review?run=${run.split("/").at(-1) ?? ""}` });
  await shoot({ name: "skill-generated", path: skill });
  await shoot({ name: "builder", path: `${skill}/edit` });
  await visit(page, stack, run);
  await app.locator("a[href*='/items/']").first().click();
  await page.waitForURL(/\/items\//);
  await shoot({ name: "item-paid", path: pathIn(page) });
  await shoot({ name: "keys", path: "/keys" });
}

async function startRun(page: Page, stack: Stack, skill: string): Promise<string> {
  const app = page.frameLocator("#app");
  await visit(page, stack, `${skill}/run`);
  await app.getByRole("button", { name: "Search", exact: true }).click();
  await app.getByRole("searchbox").press("Enter");
  await app.getByText("have no photo").waitFor();
  await page.locator("#title-actions").getByRole("button", { name: /Start run/ }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  return pathIn(page);
}

async function approveAll(page: Page, app: FrameLocator, stack: Stack): Promise<void> {
  await visit(page, stack, "/review");
  await app.locator("[data-review='0']").focus();
  for (let image = 0; image < 6; image += 1) {
    await page.keyboard.press("a");
    await app.getByText(`${image + 1} approved,`).waitFor();
  }
}

async function publish(page: Page, app: FrameLocator, stack: Stack): Promise<string> {
  await visit(page, stack, "/publications/new");
  await app.getByRole("heading", { name: "What happens" }).waitFor();
  await page.locator("#title-actions").getByRole("button", { name: /Publish to/ }).click();
  await page.waitForURL(/\/publications\/[0-9a-f-]{36}$/);
  await app.getByText("Published, can be undone").waitFor({ timeout: 120_000 });
  return pathIn(page);
}

async function visit(page: Page, stack: Stack, at: string): Promise<void> {
  await page.goto(`${stack.url}/store/piccaso-sandbox/apps/piccaso/app${at}`);
  await page.frameLocator("#app").locator("main[aria-busy=false]").waitFor();
}

/** The app's own path in the admin's address. */
function pathIn(page: Page): string {
  return new URL(page.url()).pathname.split("/apps/piccaso/app").at(-1) ?? "";
}

async function control(stack: Stack, route: string, body: object): Promise<void> {
  z.object({ seed: z.number() }).parse(await (await fetch(`${stack.url}/_sandbox/${route}`, { method: "POST", body: JSON.stringify(body) })).json());
}
