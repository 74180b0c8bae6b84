import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { explainFailure } from "../support/explain.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { startStory, type Story } from "../support/story.ts";

const SHOTS = process.env["SHOTS"];
let story: Story;
let page: Page;
let app: FrameLocator;

beforeAll(async () => {
  story = await startStory("approvals");
  ({ page, app } = story);
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

const Any = z.object({});
const shot = async (name: string) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` }); };
const question = (product: string) => app.getByRole("group", { name: `${product}: Good for the shop?` });

/** A skill with this graph as its draft. Gives its path. */
async function skillWith(graph: SkillGraph): Promise<string> {
  await story.open("/skills");
  await app.getByRole("button", { name: "Use template White background square" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  const path = story.here();
  await story.look(`update "Skill" set "draft" = $2 where "id" = $1`, [path.split("/").at(-1), JSON.stringify(graph)], Any);
  return path;
}

/** Nothing that axe finds and nothing wider than the window, as a person with this window sees it. */
async function sound(name: string): Promise<void> {
  for (const [width, height] of [[390, 844], [1440, 900]] as const) {
    await page.setViewportSize({ width, height });
    await shot(`${name}-${width}`);
    const frame = page.frames().find((one) => one.url().startsWith(story.stack.appUrl));
    expect({ width, axe: await story.axe(), tooWide: await frame?.evaluate(() => document.documentElement.scrollWidth - innerWidth) }).toEqual({ width, axe: [], tooWide: 0 });
  }
}

const asking = (before: string[] = []) => skillGraph(
  [skillNode("p", "product.read"), skillNode("ok", "human.approve", { question: "Good for the shop?", instructions: "The product must be whole." }), skillNode("o", "output.save")],
  ["p.image > ok.image", "p.title > ok.text", "ok.image > o.image", "ok.text > o.altText", ...before],
);

test("a run stops for a person on three products: one is approved with an edited text, one rejected, and one is given up when its time is over", async () => {
  const skill = await skillWith(asking());
  await story.open(skill);
  await story.inAdmin("Publish version 2").click();
  await app.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await app.getByText("Version 2 published").first().waitFor();
  await story.open(`${skill}/run?ids[]=1001&ids[]=1003&ids[]=1005`);
  await story.inAdmin("Start run").click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await app.getByText("3 decisions wait for you").waitFor({ timeout: 60_000 });
  const run = story.here();
  await app.getByText("Waits for a decision").first().waitFor();
  await sound("run");
  await story.open("/runs");
  await app.getByRole("table", { name: "Runs, newest first" }).getByText("Waits for a decision").waitFor();
  await story.open("");
  await app.getByText("3 products wait for a decision").waitFor();
  await app.getByText("3 decisions wait for you").waitFor();
  await sound("home");

  await story.open(run);
  const groups = app.getByRole("group", { name: /: Good for the shop\?$/ });
  const titles = (await groups.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")?.split(":")[0] ?? ""))).slice(0, 2);
  const [approved = "", rejected = ""] = titles;
  // What the product did before is on its page while it waits.
  await question(approved).getByRole("link", { name: approved }).click();
  await app.getByRole("table", { name: "Steps of this product" }).getByRole("row", { name: /^Product.*Done/ }).waitFor();
  await app.getByRole("table", { name: "Steps of this product" }).getByRole("row", { name: /^Human approval.*Waiting/ }).waitFor();
  await sound("item");
  const item = story.here();
  await story.open(run);
  await question(approved).getByLabel("Text").fill("A text by hand");
  await question(approved).getByRole("button", { name: "Approve" }).click();
  await app.getByText("2 decisions wait for you").waitFor({ timeout: 30_000 });
  await question(rejected).getByRole("button", { name: "Reject" }).click();
  await app.getByText("1 decision waits for you").waitFor({ timeout: 30_000 });
  // The last one's time is over.
  await story.look(`with asked as (update "Approval" set "expiresAt" = now() - interval '1 second' where "state" = 'awaiting' returning "itemId") update "Item" set "expiresAt" = now() - interval '1 second' where "id" in (select "itemId" from asked)`, [], Any);
  await app.getByText("1 given up").waitFor({ timeout: 120_000 });
  await app.getByText("This run has ended").waitFor({ timeout: 30_000 });
  await story.open(item);
  await app.getByText("Text, edited: A text by hand").waitFor();
  await story.open("/review");
  expect(await app.locator("[data-review]").count()).toBe(1);
});

test("in the builder a test asks in its own panel: steps that have not begun are queued, a text is edited, and what was decided goes on", async () => {
  await story.open(`${await skillWith(asking())}/edit`);
  await app.locator(".cv-dock-tabs").getByRole("button", { name: "Live test" }).click();
  // Three products are suggested; the picker of the admin changes them.
  await app.getByRole("button", { name: "Leave out" }).first().waitFor();
  await app.getByRole("button", { name: "+ Product" }).click();
  const picker = page.locator("#picker");
  await picker.locator("#picker-list input:checked").first().uncheck();
  await picker.locator("#picker-list input:checked").first().uncheck();
  await page.locator("#picker-add").click();
  await app.getByRole("button", { name: /^Test 1 product free/ }).click();
  const needs = app.getByRole("region", { name: "Needs you" });
  await needs.getByText("Good for the shop?").waitFor({ timeout: 60_000 });
  const row = (name: string) => app.getByRole("row").filter({ has: app.getByRole("rowheader", { name }) });
  await row("Output Configurations").getByText("Queued, after Human approval").waitFor();
  await app.locator(".cv-card").filter({ hasText: "Output Configurations" }).getByText("Queued, after Human approval").waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await app.getByRole("group", { name: "View" }).getByRole("button", { name: "Live test" }).click();
  await sound("test-asks");
  await needs.getByLabel("Text").fill("Edited in the builder");
  await needs.getByRole("button", { name: "Approve" }).click();
  await row("Output Configurations").getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
  expect(await needs.count()).toBe(0);
  await row("Human approval").getByText("Edited in the builder").waitFor();

  await row("Human approval").getByRole("rowheader").getByRole("button").click();
  const group = app.getByRole("group", { name: "Test", exact: true });
  await group.getByRole("button", { name: /^Test to here, free Shift Enter/ }).click();
  await needs.getByRole("button", { name: "Reject" }).click({ timeout: 60_000 });
  await app.getByRole("button", { name: /^Test 1 product free/ }).waitFor({ timeout: 60_000 });
  await group.getByRole("button", { name: /^Test only this step, free Alt Enter/ }).waitFor();
});

test("without a key the card of a step says so, and a call without an answer is decided in the panel", async () => {
  await story.open("/skills");
  await app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  const edit = `${story.here()}/edit`;
  await story.open(edit);
  const card = app.locator(".cv-card").filter({ hasText: "Generate image" });
  await card.getByText("No API key").waitFor();
  await app.getByText(/has no API key\. Add a key/).first().waitFor();
  await story.addKey();
  await story.open(edit);
  await app.locator(".cv-dock-tabs").getByRole("button", { name: "Live test" }).click();
  for (let left = 3; left > 1; left -= 1) await app.getByRole("button", { name: /^Leave out/ }).last().click();
  await fetch(`${story.stack.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ rules: [{ match: "gemini", kind: "lost-answer", times: 1 }] }) });
  await app.getByRole("button", { name: /^Test 1 product ≤/ }).click();
  const needs = app.getByRole("region", { name: "Needs you" });
  await needs.getByRole("button", { name: "Buy again" }).waitFor({ timeout: 90_000 });
  await card.getByText("Uncertain").waitFor();
  await sound("test-uncertain");
  await needs.getByRole("button", { name: "Buy again" }).click();
  await card.getByText(/^Done/).waitFor({ timeout: 90_000 });
  expect(await needs.count()).toBe(0);
  expect(story.errors).toEqual([]);
});
