import fs from "node:fs";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { startStory, type Story } from "../support/story.ts";

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A member who may run and review, and build nothing. */
const OPERATOR = "4711";
/** What would show itself if it ran. */
const HOSTILE = `<img src=x onerror="top.pwned=1;self.pwned=1"><script>self.pwned=1</script>`;
const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));
const SkillFile = z.object({ piccaso: z.literal("skill"), name: z.string(), graph: z.object({ nodes: z.array(z.object({ id: z.string(), params: z.record(z.string(), z.unknown()) })) }) });

let story: Story;
let stack: Story["stack"];
let browser: Browser;
let page: Page;
let errors: string[];
let app: FrameLocator;

beforeAll(async () => {
  story = await startStory("skills");
  ({ stack, browser, page, errors, app } = story);
});
beforeEach(() => explainFailure(browser, stack.logs));
afterAll(() => story?.close());

const open = (to: string, on?: Page) => story.open(to, on);
const inAdmin = (name: string | RegExp, on = page) => on.locator("#title-actions").getByRole("button", { name });
const onSkill = (name: string) => app.getByRole("heading", { name, level: 1, exact: true, includeHidden: true }).waitFor({ state: "attached" });
const confirm = (name: string) => app.getByRole("dialog").getByRole("button", { name, exact: true }).click();

/** Brings a file into the import dialog and confirms it. */
async function importFile(text: string): Promise<void> {
  await open("/skills");
  await inAdmin("Import file").click();
  await app.getByRole("dialog").locator("input[type=file]").setInputFiles({ name: "skill.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await app.getByRole("dialog").getByText("skill.json").waitFor();
  await confirm("Import");
}

/** Lets everything that a browser asks be asked as another member of the shop. */
async function actAs(user: string, context: BrowserContext): Promise<void> {
  const token = () => fetch(`${stack.url}/_sandbox/token?user=${user}`).then((answer) => answer.text());
  await context.route("**/_sandbox/token", async (route) => route.fulfill({ body: await token() }));
  await context.route(/[?&]id_token=/, async (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("id_token", await token());
    await route.continue({ url: url.href });
  });
}

test("a skill from the gallery is changed, published under a name, compared, restored, duplicated, exported and imported", async () => {
  await open("/skills/templates");
  await app.getByRole("button", { name: /^Texts/ }).click();
  expect(await app.getByRole("heading", { level: 3 }).allTextContents()).toEqual(["Alt text for the catalog"]);
  await app.getByRole("button", { name: /^All/ }).click();
  await app.getByRole("link", { name: "White background square" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  await app.getByText("No key needed").waitFor();
  await inAdmin("Use template").click();
  await app.getByText("Version 1 published").waitFor();
  const skill = story.here();

  await app.getByLabel("Margin").first().fill("0.2");
  await app.getByLabel("What it does").fill("Cuts out and centres.");
  await page.locator("#save-bar").getByRole("button", { name: "Save draft" }).click();
  await app.getByText("Draft has 1 change").waitFor();
  await inAdmin("Publish version 2").click();
  await app.getByLabel("Name of this version").fill("Autumn");
  await app.getByLabel("What changed").fill("Wider margins");
  await confirm("Publish");
  await app.getByText("Autumn", { exact: true }).waitFor();

  await app.getByRole("button", { name: "Version 1, more" }).click();
  await app.getByRole("menuitem", { name: "View changes to the draft" }).click();
  await app.getByRole("heading", { name: "Version 1 → Draft" }).waitFor();
  await app.getByText("1 changed").waitFor();
  expect(await app.locator(".pc-change-value").first().textContent()).toMatch(/Margin.*0\.1.*0\.2/);
  await app.getByRole("button", { name: "Close comparison" }).click();

  await app.getByRole("button", { name: "Version 1, more" }).click();
  await app.getByRole("menuitem", { name: "Restore" }).click();
  await confirm("Restore");
  await app.getByText("Draft has 1 change").waitFor();
  expect(await app.getByLabel("Margin").first().inputValue()).toBe("0.1");
  expect(await app.getByText(/^Version [12]$/).count()).toBe(2);

  await inAdmin("Duplicate").click();
  await onSkill("White background square copy");
  await app.getByText("Not published").waitFor();

  await open(skill);
  const [download] = await Promise.all([page.waitForEvent("download"), inAdmin("Export").click()]);
  expect(download.suggestedFilename()).toBe("white-background-square-draft.piccaso.json");
  const text = fs.readFileSync(await download.path(), "utf8");
  const file = SkillFile.parse(JSON.parse(text));
  expect(file.graph.nodes.find(({ id }) => id === "background")?.params["margin"]).toBe(0.1);

  await importFile(text);
  await onSkill("White background square 2");
  const [again] = await Promise.all([page.waitForEvent("download"), inAdmin("Export").click()]);
  expect(SkillFile.parse(JSON.parse(fs.readFileSync(await again.path(), "utf8"))).graph).toEqual(file.graph);
  expect(errors).toEqual([]);
});

test("a file that cannot be read is refused in its dialog; one with hostile texts and unknown steps is shown, explained, and nothing of it runs", async () => {
  await importFile(JSON.stringify({ piccaso: "skill", format: 7 }));
  await app.getByRole("dialog").getByText("made with a newer Piccaso").waitFor();
  const graph = skillGraph([skillNode("product", "product.read", {}, { name: HOSTILE.slice(0, 60) }), skillNode("wand", "magic.wand", {}, { name: "Wand" }), skillNode("llm", "llm.write", { prompt: HOSTILE })], []);
  await importFile(JSON.stringify({ piccaso: "skill", format: 1, name: HOSTILE.slice(0, 80), description: HOSTILE, graph }));
  await app.getByText("is of a kind that is not known here (magic.wand)").waitFor();
  await app.getByText(HOSTILE.slice(0, 60)).first().waitFor({ state: "attached" });
  await open("/skills");
  await app.getByRole("link", { name: HOSTILE.slice(0, 80) }).waitFor();
  await page.waitForTimeout(300);
  expect(await Promise.all(page.frames().map((frame) => frame.evaluate(() => "pwned" in globalThis)))).not.toContain(true);
});

test("the naughty strings as names, notes and settings are shown as they are, and execute nowhere", async () => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  const texts = naughty.filter((text) => text.trim() !== "" && text.length <= 60);
  expect(texts.length).toBeGreaterThan(300);
  for (let from = 0; from < texts.length; from += 200) {
    const part = texts.slice(from, from + 200);
    const graph = skillGraph(part.map((text, n) => skillNode(`n${n}`, "text.input", { label: text, help: text, value: text }, { name: text })), []);
    const named = { ...graph, notes: part.slice(0, 100).map((text, n) => ({ id: `n${n}`, position: { x: 0, y: 0 }, width: 80, height: 80, tint: "grey", text })) };
    await importFile(JSON.stringify({ piccaso: "skill", format: 1, name: `Naughty ${from}`, description: part[0], graph: named }));
    await onSkill(`Naughty ${from}`);
    // As the document has them: what is shown is text, and white space at its ends is kept too.
    expect(await app.locator(".pc-step-name").allTextContents()).toEqual(part);
    expect(await app.getByLabel("What it does").inputValue()).toBe(part[0]?.trim());
    const [download] = await Promise.all([page.waitForEvent("download"), inAdmin("Export").click()]);
    expect(JSON.parse(fs.readFileSync(await download.path(), "utf8"))).toMatchObject({ graph: named });
  }
  expect(dialogs).toEqual([]);
  expect(errors.filter((error) => !error.includes("422"))).toEqual([]);
});

test("an archived skill leaves the list, has a list of its own, and is taken back", async () => {
  await open("/skills");
  await app.getByRole("button", { name: "White background square copy, more" }).click();
  await app.getByRole("menuitem", { name: "Archive" }).click();
  await confirm("Archive");
  await app.getByRole("table").getByRole("link", { name: "White background square copy" }).waitFor({ state: "detached" });
  await app.getByRole("button", { name: /^Archived/ }).click();
  await app.getByRole("button", { name: "Take back White background square copy" }).click();
  await app.getByText("No skill is archived").waitFor();
});

test("the price follows an answer that decides it, and nothing moves meanwhile", async () => {
  const graph = skillGraph([
    skillNode("p", "product.read"), skillNode("words", "llm.write", { prompt: "A scene" }, { bindings: { words: { from: "runner", label: "How many words?", help: "" } } }),
    skillNode("scene", "image.generate", { model: "gemini/nano-banana-2.1", prompt: "@words", ratio: "1:1" }, { bindings: { model: { from: "runner", label: "Which model?", help: "" } } }), skillNode("o", "output.save"),
  ], ["p.image > scene.photo", "scene.image > o.image"]);
  await importFile(JSON.stringify({ piccaso: "skill", format: 1, name: "Asked for its model", graph }));
  await onSkill("Asked for its model");
  await inAdmin("Publish version 1").click();
  await confirm("Publish");
  await app.getByText("Version 1 published").waitFor();
  await open(`${story.here()}/run?ids[]=1001&ids[]=1003`);
  const total = app.locator(".pc-quote-total");
  const places = () => app.locator(".pc-surface").evaluateAll((cards) => cards.map((card) => Math.round(card.getBoundingClientRect().top)));
  const [before, at] = [await total.textContent(), await places()];
  await app.getByLabel("Which model?").selectOption({ label: "GPT Image 2.6 Flare" });
  await expect.poll(() => total.textContent()).not.toBe(before);
  expect(await places()).toEqual(at);
  await app.getByLabel("How many words?").fill("some");
  await app.getByText("“How many words?”: Write a number.").waitFor();
  await app.getByText("These answers have no price").first().waitFor();
  await app.getByLabel("How many words?").fill("60");
  await app.getByLabel("Which model?").selectOption({ label: "Nano Banana 2.1" });
  await expect.poll(() => total.textContent()).toBe(before);
});

test("an operator comes from the list to the page that only runs a skill, runs it and reviews the images", async () => {
  const { page: seen, errors: faults } = await openPage(browser, DESKTOP);
  await actAs(OPERATOR, seen.context());
  const shown = seen.frameLocator("#app");
  await open("/skills", seen);
  expect(await inAdmin("New skill", seen).count()).toBe(0);
  await shown.getByRole("table").getByRole("link", { name: "White background square", exact: true }).click();
  await seen.waitForURL(/\/use$/);
  await shown.getByText("Cuts out and centres. Version 2.").waitFor();
  expect(await shown.getByLabel("Margin").count()).toBe(0);
  await shown.getByRole("button", { name: "Search", exact: true }).click();
  await shown.getByRole("searchbox").press("Enter");
  await shown.getByRole("button", { name: "Run 10 products" }).click();
  await seen.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await shown.getByText("This run has ended").waitFor({ timeout: 120_000 });
  await open("/review", seen);
  await shown.locator("[data-review='0']").focus();
  await seen.keyboard.press("a");
  await shown.getByText("1 approved").first().waitFor();
  // What was approved is the example from now on.
  await open("/skills", seen);
  await shown.getByRole("table").getByRole("link", { name: "White background square", exact: true }).click();
  await shown.getByRole("list", { name: "Approved images of this skill" }).waitFor();
  await seen.close();
  expect(faults).toEqual([]);
});

test.each([["desktop", DESKTOP], ["phone", PHONE]] as const)("on a %s the pages of skills are accessible and do not scroll sideways", async (_name, size) => {
  const { page: seen } = await openPage(browser, size);
  const shown = seen.frameLocator("#app");
  await open("/skills", seen);
  const id = /skills\/([0-9a-f-]{36})/.exec(await shown.getByRole("table").getByRole("link", { name: "White background square", exact: true }).getAttribute("href") ?? "")?.[1] ?? "";
  for (const at of ["/skills", "/skills?show=archived", "/skills/templates", "/skills/templates?template=lifestyle-scene", `/skills/${id}`, `/skills/${id}/use`, `/skills/${id}/use?ids[]=1001&ids[]=1003`, `/skills/${id}/compared`]) {
    await open(at.replace("/compared", ""), seen);
    if (at.endsWith("/compared")) {
      await shown.getByRole("button", { name: "Version 1, more" }).click();
      await shown.getByRole("menuitem", { name: "View changes to the draft" }).click();
      await shown.getByRole("heading", { name: "Version 1 → Draft" }).waitFor();
      await shown.getByText("No difference").waitFor();
    }
    const wide = await shown.locator("main").evaluate((root) => root.ownerDocument.documentElement.scrollWidth - root.ownerDocument.documentElement.clientWidth);
    const violations = await story.axe(seen);
    expect({ at, violations, wide }).toEqual({ at, violations: [], wide: 0 });
  }
  await seen.close();
});
