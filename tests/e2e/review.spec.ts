import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { explainFailure } from "../support/explain.ts";
import { manyOutputs } from "../support/many-outputs.ts";
import { startStory, type Story } from "../support/story.ts";

const SHOTS = process.env["SHOTS"];
const MANY = 2_000;
/** Elements of the page's main part, however long the list is. */
const MOST_ELEMENTS = 1_500;
/** What would show itself if it ran. */
const HOSTILE = `<img src=x onerror="self.pwned=1"><script>self.pwned=1</script> \u202Eevil`;
let story: Story;
let page: Page;
let app: FrameLocator;
let run: string;

beforeAll(async () => {
  story = await startStory("review");
  ({ page, app } = story);
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

const Any = z.object({});
const shot = async (name: string) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` }); };
const frame = () => {
  const found = page.frames().find((one) => one.url().startsWith(story.stack.appUrl));
  if (!found) throw new Error("the app's frame is not there");
  return found;
};
const elements = () => frame().evaluate(() => document.querySelectorAll("main *").length);
const states = async (state: string) => (await story.look(`select count(*)::int as n from "Output" where "state" = $1`, [state], z.object({ n: z.number() })))[0]?.n;
const charged = async () => z.object({ total: z.object({ count: z.number() }) }).parse(await (await fetch(`${story.stack.url}/_sandbox/ledger`)).json()).total.count;

async function sound(name: string): Promise<void> {
  for (const [width, height] of [[390, 844], [1440, 900]] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => frame().evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await shot(`${name}-${width}`);
    expect({ name, width, axe: await story.axe() }).toEqual({ name, width, axe: [] });
  }
}

test("a merchant makes images of three products with a key", async () => {
  await story.addKey();
  await story.open("/skills");
  await app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  await story.open(`${story.here()}/run?ids[]=1001&ids[]=1003&ids[]=1005`);
  await story.inAdmin(/Start run, up to \$/).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  run = story.here().split("/").at(-1) ?? "";
  await app.getByText("This run has ended").waitFor({ timeout: 120_000 });
});

test("an image is compared to its pixels, made once more with a note, seen beside the new one, said something about and assigned, all by keyboard", async () => {
  await story.open("/review");
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("Enter");
  const pane = app.locator(".pc-compare");
  await pane.waitFor();
  await app.getByRole("button", { name: /^Redo, up to \$0\.\d\d$/ }).waitFor();
  await sound("focus");
  // Before and after lie on each other, at any zoom.
  const boxes = async () => frame().evaluate(() => [...document.querySelectorAll(".pc-compare img")].map((one) => JSON.stringify(one.getBoundingClientRect())));
  await page.keyboard.press("p");
  await expect.poll(() => pane.getAttribute("data-zoom")).toBe("1");
  const [after, before] = await boxes();
  expect(after).toBe(before);
  const natural = await frame().evaluate(() => { const one = document.querySelector<HTMLImageElement>(".pc-compare img"); return (one?.getBoundingClientRect().width ?? 0) * devicePixelRatio === one?.naturalWidth; });
  expect(natural).toBe(true);
  await page.keyboard.press("Shift+ArrowRight");
  expect((await boxes())[0]).not.toBe(after);
  expect(new Set(await boxes()).size).toBe(1);
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  expect(await pane.getAttribute("data-zoom")).toBe("0");
  await page.keyboard.press("]");
  expect(await app.getByRole("slider", { name: "Line between before and after" }).inputValue()).toBe("55");

  // A window that was opened before and sees nothing of what follows.
  const other = await page.context().newPage();
  await story.open(`/review${new URL(page.url()).search}`, other);
  await other.frameLocator("#app").getByRole("button", { name: /^Redo, up to/ }).waitFor();
  const bought = await charged();
  await page.keyboard.press("e");
  await page.keyboard.type("More light from the left");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await app.getByText("The redo is under way. It stands beside this image when it is made.").waitFor();
  const candidates = app.locator(".pc-candidates li");
  await expect.poll(() => candidates.count(), { timeout: 90_000 }).toBe(2);
  expect(await charged() - bought).toBe(1);
  await other.frameLocator("#app").getByRole("button", { name: /^Redo, up to/ }).click();
  await other.frameLocator("#app").getByText(/This redo was asked for already, in another window/).waitFor();
  await other.close();
  expect(await charged() - bought).toBe(1);
  await app.getByRole("heading", { name: "Candidates" }).click();
  await page.keyboard.press("s");
  const panes = app.locator(".pc-panes .pc-zoom-pane");
  await expect.poll(() => panes.count()).toBe(3);
  await page.keyboard.press("p");
  expect(await panes.evaluateAll((all) => new Set(all.map((one) => one.getAttribute("data-zoom"))).size)).toBe(1);
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  await sound("side-by-side");
  await page.keyboard.press("s");
  await page.keyboard.press("2");
  await app.getByRole("heading", { level: 1, includeHidden: true }).waitFor({ state: "attached" });
  await expect.poll(() => app.locator(".pc-candidates button[aria-pressed=true]").textContent()).toContain("2 of 2");
  await page.keyboard.press("1");

  await page.keyboard.press("c");
  await page.keyboard.insertText(HOSTILE);
  await app.getByRole("button", { name: "Comment", exact: true }).click();
  await expect.poll(() => app.locator(".pc-comment-text").allTextContents()).toEqual([HOSTILE]);
  expect(await frame().evaluate(() => "pwned" in self)).toBe(false);
  await sound("comments");
});

test("several images are made once more at once, after their price was seen", async () => {
  await story.open("/review?cost=to-5");
  const bought = await charged();
  await app.locator("[data-review='2']").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowRight");
  await app.getByText("2 selected").waitFor();
  await page.keyboard.press("e");
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Note for redo").fill("From above");
  await dialog.getByRole("button", { name: /^Redo, up to \$0\.(09|10|11)$/ }).click();
  await expect.poll(charged, { timeout: 60_000 }).toBe(bought + 2);
  await expect.poll(async () => (await story.look(`select "state" from "Run" where "id" = $1`, [run], z.object({ state: z.string() })))[0]?.state, { timeout: 60_000 }).toBe("done");
  await story.open("/review");
  await app.getByRole("list", { name: "Images, 6" }).waitFor();
});

test("two thousand images scroll with a document that does not grow, and are decided by keyboard; what is decided survives a reload", async () => {
  await manyOutputs((sql, values) => story.look(sql, values, Any), run, MANY);
  await story.open("/review");
  await app.locator("[data-review='0']").waitFor();
  await app.getByRole("list", { name: `Images, ${MANY + 6}` }).waitFor();
  const first = await elements();
  expect(first).toBeLessThan(MOST_ELEMENTS);
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("End");
  await app.locator(`[data-review='${MANY + 5}']`).waitFor({ timeout: 30_000 });
  expect(await elements()).toBeLessThan(MOST_ELEMENTS);
  // Through all of it: places follow each other without a hole, and no page is kept for good.
  const height = await frame().evaluate(() => document.documentElement.scrollHeight);
  for (let part = 9; part >= 0; part -= 1) {
    await frame().evaluate((top) => scrollTo({ top }), (height * part) / 10);
    await expect.poll(() => frame().evaluate(() => document.querySelectorAll("[data-review]").length > 0 && document.querySelectorAll(".pc-review-empty").length === 0), { timeout: 15_000 }).toBe(true);
    expect(await elements()).toBeLessThan(MOST_ELEMENTS);
  }
  // A browser rounds it, so a pixel more or less is the same height.
  expect(Math.abs(await frame().evaluate(() => document.documentElement.scrollHeight) - height)).toBeLessThanOrEqual(1);
  await sound("grid");

  await page.keyboard.press("Home");
  await app.locator("[data-review='0']").waitFor();
  await expect.poll(() => frame().evaluate(() => document.activeElement?.getAttribute("data-review"))).toBe("0");
  for (let image = 1; image <= 3; image += 1) await page.keyboard.press("a");
  await page.keyboard.press("x");
  await app.getByText("2,002 to decide, 3 approved, 1 rejected").waitFor();
  // Decided ones stay in their place, also after their page was forgotten and read again.
  await page.keyboard.press("End");
  await app.locator(`[data-review='${MANY + 5}']`).waitFor();
  await page.keyboard.press("Home");
  await expect.poll(() => app.getByText("Approved", { exact: true }).count()).toBe(3);
  await expect.poll(() => states("approved")).toBe(3);
  await story.open("/review");
  await app.getByText("2,002 to decide, 3 approved, 1 rejected").waitFor();
});

test("a list is filtered by links that survive a reload; many are selected, assigned and decided at once", async () => {
  await story.open("/review");
  await app.getByRole("searchbox", { name: "Product" }).fill("vase 1999");
  await page.keyboard.press("Enter");
  const list = (many: number) => app.getByRole("list", { name: `Images, ${many}` });
  await list(1).waitFor();
  expect(new URL(page.url()).search).toContain("product=vase+1999");
  await page.reload();
  await list(1).waitFor();
  await app.getByRole("searchbox", { name: "Product" }).fill("");
  await list(MANY + 2).waitFor();
  await app.getByRole("combobox", { name: "Cost" }).selectOption({ label: "No cost" });
  await expect.poll(() => new URL(page.url()).search).toContain("cost=free");
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("Space");
  for (let image = 0; image < 3; image += 1) await page.keyboard.press("Shift+ArrowRight");
  await app.getByText("4 selected").waitFor();
  await sound("selected");
  await page.keyboard.press("m");
  const dialog = app.getByRole("dialog");
  await dialog.getByRole("button", { name: "Assign" }).click();
  await expect.poll(async () => (await story.look(`select count(*)::int as n from "Output" where "assignedTo" is not null`, [], z.object({ n: z.number() })))[0]?.n).toBe(4);
  await story.open("/review");
  await app.getByRole("button", { name: "Assigned to you 4" }).click();
  await list(4).waitFor();
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("Space");
  for (let image = 0; image < 3; image += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("x");
  await app.getByText("1,998 to decide, 3 approved, 5 rejected").waitFor();
  // All of a list at once, seen or not.
  await story.open("/review?product=vase+19");
  const nineteen = Number(/\d+/.exec(await app.getByRole("list", { name: /^Images, / }).getAttribute("aria-label") ?? "")?.[0]);
  expect(nineteen).toBeGreaterThan(60);
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("Control+a");
  await app.getByText(`${nineteen} selected`).first().waitFor();
  await page.keyboard.press("a");
  await expect.poll(() => states("approved"), { timeout: 30_000 }).toBe(3 + nineteen);
  await page.keyboard.press("?");
  await app.getByText("redo with note").first().waitFor();
  expect(story.errors).toEqual([]);
});
