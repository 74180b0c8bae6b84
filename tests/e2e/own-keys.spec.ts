import fs from "node:fs";
import path from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { build } from "../../scripts/build.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";

const DATA = path.resolve(`.data/e2e-keys-${process.pid}`);
const Ledger = z.object({ total: z.object({ micros: z.number(), count: z.number() }), byProvider: z.record(z.string(), z.object({ micros: z.number(), count: z.number() })), leaks: z.array(z.unknown()) });
/** Title as the merchant reads it, a key that the stand-in takes, one that it refuses, and a model. */
const PROVIDERS = [
  { title: "OpenAI", ledger: "openai", key: "sk-sandbox-story-0001", bad: "sk-sandbox-bad-0001", model: "GPT Image 2.6 Flare" },
  { title: "Google Gemini", ledger: "gemini", key: "AIza-sandbox-story-0002", bad: "AIza-sandbox-bad-0002", model: "Nano Banana 2.1" },
  { title: "Black Forest Labs", ledger: "bfl", key: "bfl-sandbox-story-0003", bad: "bfl-sandbox-bad-0003", model: "FLUX.2 pro" },
] as const;

/** Keys that do not work, and how their cards say so. */
const REFUSED = [
  { title: "OpenAI", label: "Wrong key", key: PROVIDERS[0].bad, said: "Not accepted" },
  { title: "Black Forest Labs", label: "Empty account", key: "bfl-sandbox-noquota-0004", said: "Out of credits" },
] as const;

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

const control = (route: string, body: object) => fetch(`${stack.url}/_sandbox/${route}`, { method: "POST", body: JSON.stringify(body) });
const Shop = z.object({ products: z.array(z.object({ handle: z.string(), variants: z.array(z.object({ id: z.string(), mediaId: z.string().nullable() })), media: z.array(z.object({ id: z.string(), alt: z.string(), sha256: z.string().nullable(), variantIds: z.array(z.string()) })) })) });
const shop = async () => Shop.parse(await (await fetch(`${stack.url}/_sandbox/state`)).json()).products;
const ledger = async () => Ledger.parse(await (await fetch(`${stack.url}/_sandbox/ledger`)).json());
const open = async (to: string) => {
  await page.goto(`${stack.url}/store/piccaso-sandbox/apps/piccaso/app${to}`);
  await app.locator("main[aria-busy=false]").waitFor();
};
const inAdmin = (name: string | RegExp) => page.locator("#title-actions").getByRole("button", { name });
const here = () => new URL(page.url()).pathname.split("/apps/piccaso/app").at(-1) ?? "";
const spentOnScreen = async (): Promise<string> => (await app.locator(".pc-key-spent").last().textContent()) ?? "";

async function addKey(title: string, label: string, key: string): Promise<void> {
  await open("/keys");
  await inAdmin("Add API key").click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Provider").selectOption({ label: title });
  await dialog.getByLabel("Name").fill(label);
  await dialog.getByLabel("API key", { exact: true }).fill(key);
  await dialog.getByRole("button", { name: "Add key" }).click();
  await app.getByText(label, { exact: true }).waitFor();
}

/** Runs a skill on three products and returns the run's address. */
async function runOnThree(skill: string): Promise<string> {
  await open(`${skill}/run?ids[]=1001&ids[]=1003&ids[]=1005`);
  await inAdmin(/Start run, up to \$/).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  return here();
}

test("a merchant adds keys, a wrong one is said, three providers make images, and the money on screen is what the providers charged", async () => {
  for (const { title, label, key, said } of REFUSED) {
    await addKey(title, label, key);
    await app.getByText(said, { exact: true }).waitFor({ timeout: 30_000 });
    await app.getByRole("button", { name: `Remove ${label}` }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await app.getByText("No API key yet").waitFor();
  }

  let runs = 0;
  for (const { title, key, model } of PROVIDERS) {
    await addKey(title, `${title} key`, key);
    await app.getByText("Works", { exact: true }).nth(runs).waitFor({ timeout: 30_000 });
    await open("/skills");
    await app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
    await app.getByRole("heading", { name: "How it works" }).waitFor();
    const skill = here();
    await app.getByLabel("Model").selectOption({ label: model });
    // The same for all three; what a model does not take is said where its image is.
    await app.getByLabel("Seed", { exact: true }).fill("7");
    await page.locator("#save-bar").getByRole("button", { name: "Save draft" }).click();
    await inAdmin(/Publish version 2/).click();
    await app.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
    await app.getByText("Version 2 published").first().waitFor();
    if (title === "OpenAI") await control("faults", { rules: [{ match: "openai", kind: "moderated", times: 1 }] });
    await runOnThree(skill);
    await app.getByText("This run has ended").waitFor({ timeout: 120_000 });
    if (title === "OpenAI") {
      await app.getByText(/OpenAI refused this image or text/).waitFor();
      await app.getByRole("button", { name: "Try again" }).click();
    }
    await app.getByText("3 done").first().waitFor({ timeout: 60_000 });
    await expect.poll(() => app.getByText(/^1 image, \$0\.\d{4}$/).count(), { timeout: 15_000 }).toBe(3);
    await app.locator("a[href*='/items/']").first().click();
    await app.getByRole("heading", { name: /^[12] calls?$/ }).waitFor();
    expect(await app.getByText(`Seed is ignored by ${model}.`).count()).toBe(title === "Black Forest Labs" ? 0 : 1);
    runs += 1;
  }
  const { total, byProvider, leaks } = await ledger();
  expect(total.count).toBe(9);
  expect(Object.fromEntries(Object.entries(byProvider).map(([name, { count }]) => [name, count]))).toEqual({ openai: 3, gemini: 3, bfl: 3 });
  expect(leaks).toEqual([]);
  await open("/keys");
  expect(await spentOnScreen()).toBe(`$${(total.micros / 1_000_000).toFixed(2)}`);
  const [books] = await booked();
  expect(books).toEqual({ spent: total.micros, reserved: 0, calls: 9 });
  await readMonth(total.micros);
  for (const [at, caption] of [["/runs", "Runs, newest first"], ["/skills", "Your skills"], ["", "Recent runs and publications"]] as const) {
    await open(at);
    const rows = await app.getByRole("table", { name: caption }).locator("tbody tr").allTextContents();
    expect({ at, rows: rows.filter((row) => /\$0\.\d/.test(row) && !row.includes("No cost")).length }).toEqual({ at, rows: 3 });
  }
  await open("/review");
  await app.locator("[data-review='0']").click();
  await app.getByText(/^\$0\.\d\d$/).first().waitFor();
});

test("what three providers made is reviewed, published, and taken back to the last alt text", async () => {
  const before = await shop();
  await open("/review");
  await app.locator("[data-review='0']").focus();
  for (let image = 1; image <= 9; image += 1) {
    await page.keyboard.press("a");
    await app.getByText(`${9 - image} to decide, ${image} approved, 0 rejected`).waitFor();
  }
  await expect.poll(async () => (await look(`select count(*)::int as n from "Output" where "state" = 'approved'`, z.array(z.object({ n: z.number() }))))[0]?.n, { timeout: 30_000 }).toBe(9);
  await open("/publications/new");
  await inAdmin("Publish to 3 products").click();
  await page.waitForURL(/\/publications\/[0-9a-f-]{36}$/);
  await app.getByText("Published, can be undone").waitFor({ timeout: 120_000 });
  expect((await shop()).reduce((sum, { media }) => sum + media.length, 0)).toBe(before.reduce((sum, { media }) => sum + media.length, 0) + 9);
  await inAdmin("Undo 3 products").click();
  await app.getByRole("dialog").getByRole("button", { name: "Undo 3 products" }).click();
  await app.getByText("Undone", { exact: true }).first().waitFor({ timeout: 120_000 });
  await expect.poll(async () => JSON.stringify(await shop()) === JSON.stringify(before), { timeout: 60_000 }).toBe(true);
});

test("a worker that is killed while providers work buys nothing twice, and what nobody knows is uncertain until the merchant decides", async () => {
  const before = await ledger();
  await open("/skills");
  await app.getByRole("button", { name: "Use template Flat lay" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  await runOnThree(here());
  await expect.poll(async () => (await ledger()).total.count + (await sentCalls()), { timeout: 30_000, interval: 50 }).toBeGreaterThan(before.total.count);
  const worker = stack.services.worker.pid();
  if (worker) process.kill(worker, "SIGKILL");
  await app.getByText("This run has ended").waitFor({ timeout: 120_000 });
  const first = await ledger();
  expect(first.total.count - before.total.count).toBeLessThanOrEqual(3);
  await app.getByText(/uncertain/).first().waitFor();
  await app.getByRole("button", { name: "Give up" }).first().click();
  await app.getByText(/given up/).first().waitFor();
  expect((await ledger()).total.count).toBe(first.total.count);
  const [books] = await booked();
  // What was charged is spent, or still held for a call without an answer: never less.
  expect((books?.spent ?? 0) + (books?.reserved ?? 0)).toBeGreaterThanOrEqual(first.total.micros);
});

test("a merchant previews one product on the run form, sees it beside its photo, and the run does not buy it again", async () => {
  const before = (await ledger()).total.count;
  await open("/skills");
  await app.getByRole("button", { name: "Use template Seasonal scene" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  const form = `${here()}/run?ids[]=1001&ids[]=1003&ids[]=1005`;
  await open(form);
  await app.getByText(/costs at most \$0\.\d\d/).waitFor();
  await app.getByRole("button", { name: "Preview on one product" }).click();
  await app.getByRole("img", { name: /^Preview of / }).waitFor({ timeout: 60_000 });
  await app.getByText(/, cost \$0\.\d\d/).waitFor();
  expect((await ledger()).total.count - before).toBe(1);
  await inAdmin(/Start run, up to \$/).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await app.getByText("This run has ended").waitFor({ timeout: 120_000 });
  await app.getByText("3 done").first().waitFor();
  expect((await ledger()).total.count - before).toBe(3);
  await open("/runs");
  await app.getByRole("link", { name: /Seasonal scene, preview \d+/ }).waitFor();
});

/** The chart, the table and the file of the month all say what was spent. */
async function readMonth(micros: number): Promise<void> {
  const sum = `$${(micros / 1_000_000).toFixed(2)}`;
  expect(await app.getByRole("table", { name: /^Spend by key and model/ }).locator("tbody tr").last().textContent()).toMatch(new RegExp(`^All109–\\${sum}$`));
  const chart = app.getByRole("slider", { name: /^Spend by day/ });
  expect(await chart.getAttribute("aria-valuetext")).toContain(sum);
  expect((await chart.locator("i").first().boundingBox())?.width).toBeGreaterThan(4);
  await chart.press("Home");
  expect(await chart.getAttribute("aria-valuenow")).toBe("1");
  const [download] = await Promise.all([page.waitForEvent("download"), inAdmin("Export CSV").click()]);
  expect(download.suggestedFilename()).toMatch(/^piccaso-calls-\d{4}-\d\d\.csv$/);
  const [, ...rows] = fs.readFileSync(await download.path(), "utf8").trimEnd().split("\r\n");
  expect(rows.reduce((all, row) => all + Number(row.split('","').at(-1)?.replace('"', "")), 0)).toBe(micros);
  await app.getByText(/^OpenAI key \(.+\) was added$/).waitFor();
}

async function booked(): Promise<{ spent: number; reserved: number; calls: number }[]> {
  return look(`select "spentMicros"::int as spent, "reservedMicros"::int as reserved, (select count(*)::int from "Call" where "state" = 'done') as calls from "Budget" where "scope" = 'workspace'`, z.array(z.object({ spent: z.number(), reserved: z.number(), calls: z.number() })));
}

async function sentCalls(): Promise<number> {
  const [row] = await look(`select count(*)::int as n from "Call" where "state" = 'sent'`, z.array(z.object({ n: z.number() })));
  return row?.n ?? 0;
}

async function look<T>(sql: string, schema: z.ZodType<T>): Promise<T> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: stack.database.url("piccaso") });
  await client.connect();
  try {
    return schema.parse((await client.query(sql)).rows);
  } finally {
    await client.end();
  }
}
