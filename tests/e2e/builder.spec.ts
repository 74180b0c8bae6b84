import fs from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import { z } from "zod";
import { openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
beforeAll(async () => { story = await startStory("builder"); });
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));
const KEY = "AIza-sandbox-builder-0001";
const PROMPT = " on an oak table in a bright room, soft morning light. Keep the product exactly as in the photo.";

const canvas = () => story.app.locator(".cv-flow");
const card = (title: string) => story.app.locator(`.react-flow__node-step[aria-label="${title}"]`);
const port = (title: string, label: string) => card(title).getByLabel(label);
const middle = async (at: Locator): Promise<{ x: number; y: number }> => {
  const box = await at.boundingBox();
  if (!box) throw new Error("nothing is drawn there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const saved = () => story.app.getByText("Draft saved", { exact: true }).waitFor();
const option = (name: string) => story.app.getByRole("listbox").getByRole("option").filter({ hasText: name }).first();

/** Drags from one place to another as a hand does, in steps. */
async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const { mouse } = story.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await mouse.move(to.x, to.y, { steps: 6 });
  await mouse.up();
}

/** A new skill whose canvas is empty. */
async function emptySkill(): Promise<void> {
  await story.open("/skills");
  await story.inAdmin("New skill").click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}\/edit$/);
  await card("Product").waitFor();
  await canvas().focus();
  await story.page.keyboard.press("Control+a");
  await story.page.keyboard.press("Delete");
  await story.app.getByRole("heading", { name: "An empty skill" }).waitFor();
}

/** Runs the published skill on one product to its end, by the run form. */
async function runOnce(): Promise<void> {
  const skill = story.here().replace("/edit", "");
  await story.open(`${skill}/run?ids[]=1001`);
  await story.inAdmin(/Start run, up to \$/).click();
  await story.page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await story.inAdmin("Review 1 image").waitFor({ timeout: 60_000 });
}

test("a merchant adds a key", async () => {
  await story.open("/keys");
  await story.inAdmin("Add API key").click();
  const dialog = story.app.getByRole("dialog");
  await dialog.getByLabel("Provider").selectOption({ label: "Google Gemini" });
  await dialog.getByLabel("Name").fill("Studio");
  await dialog.getByLabel("API key", { exact: true }).fill(KEY);
  await dialog.getByRole("button", { name: "Add key" }).click();
  await story.app.getByText("Works", { exact: true }).first().waitFor({ timeout: 30_000 });
});

test("with the mouse: the lifestyle skill is drawn on an empty canvas, published and run", async () => {
  await emptySkill();
  const stage = await canvas().boundingBox();
  const at = (x: number, y: number) => ({ x: (stage?.x ?? 0) + x, y: (stage?.y ?? 0) + y });
  await story.page.mouse.dblclick(at(120, 160).x, at(120, 160).y);
  await option("Product").click();

  // A wire let go on the empty canvas opens the search with what fits, and the step comes connected.
  await drag(await middle(port("Product", "Output Photo, image")), at(430, 260));
  await story.app.getByText(/\d+ more do not fit/).waitFor();
  await option("Generate image").click();
  await card("Generate image").waitFor();
  await drag(await middle(port("Generate image", "Output Image, image")), at(760, 260));
  await option("Output Configurations").click();
  await card("Output Configurations").waitFor();
  await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(2);

  // A wire that does not fit says why, and nothing is drawn.
  const photo = await middle(port("Product", "Output Photo, image"));
  await story.page.mouse.move(photo.x, photo.y);
  await story.page.mouse.down();
  const wrong = await middle(port("Output Configurations", "Input Alt text, text"));
  await story.page.mouse.move(wrong.x - 30, wrong.y, { steps: 5 });
  await story.page.mouse.move(wrong.x, wrong.y, { steps: 5 });
  await story.app.getByText("Image does not fit text. “Alt text” takes text. To turn an image into text, add an LLM between them.").waitFor();
  await story.page.mouse.up();
  await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(2);

  await card("Generate image").locator(".cv-head").click();
  const prompt = story.app.getByLabel("Prompt", { exact: true });
  await prompt.fill("@tit");
  await story.app.getByRole("option", { name: /@product\.title/ }).click();
  await prompt.press("End");
  await story.page.keyboard.type(PROMPT);
  await story.app.getByText(`Alba Vase${PROMPT}`).waitFor();
  await saved();
  await story.app.getByRole("button", { name: "Publish…" }).click();
  await story.app.getByRole("dialog").getByLabel("What changed").fill("Drawn by hand");
  await story.app.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await story.app.getByRole("link", { name: "Run version 1" }).waitFor();
  await runOnce();
});

test("with the keyboard alone: the same skill is built, published and run", async () => {
  await emptySkill();
  const { keyboard } = story.page;
  await canvas().focus();
  const add = async (name: string) => {
    await keyboard.press("Tab");
    await story.app.getByRole("combobox", { name: "Search for a step to add" }).waitFor();
    await keyboard.type(name);
    await keyboard.press("Enter");
    await card(name).waitFor();
  };
  // Each new step follows the chosen one, and is connected.
  await add("Product");
  await add("Generate image");
  await add("Output Configurations");
  await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(2);

  // Walking, and a wire by the menu: the title of the product becomes the alt text.
  await keyboard.press("ArrowLeft");
  await keyboard.press("ArrowLeft");
  await keyboard.press("c");
  await keyboard.type("title to output");
  await keyboard.press("Enter");
  await story.app.locator(".react-flow__edge").nth(2).waitFor({ state: "attached" });
  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  const prompt = story.app.getByLabel("Prompt", { exact: true });
  for (let n = 0; n < 20 && !await prompt.evaluate((element) => element === document.activeElement); n += 1) await keyboard.press("Tab");
  await keyboard.press("Control+a");
  await keyboard.type("@tit");
  await keyboard.press("Enter");
  await keyboard.type(PROMPT.trimStart());
  await keyboard.press("Escape");
  await saved();
  await keyboard.press("Shift+P");
  await story.app.getByRole("dialog").waitFor();
  const publish = story.app.getByRole("dialog").getByRole("button", { name: "Publish", exact: true });
  for (let n = 0; n < 20 && !await publish.evaluate((element) => element === document.activeElement); n += 1) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await story.app.getByRole("link", { name: "Run version 1" }).waitFor();
  await runOnce();
});

test("wires are dropped on cards, moved to another port, let go in the open, and put back by undo; a circle is refused", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template White background square" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  await story.open(`${story.here()}/edit`);
  const wire = (from: string, to: string) => story.app.locator(`.react-flow__edge[data-id="${from} ${to}"]`);
  await wire("product.image", "cut-out.image").waitFor({ state: "attached" });
  const body = async (title: string) => { const { x, y } = await middle(card(title).locator(".cv-foot")); return { x, y }; };

  // Dropped on a card it takes the first free port that fits.
  await drag(await middle(port("Product", "Output Title, text")), await body("Output Configurations"));
  await wire("product.title", "output.altText").waitFor({ state: "attached" });
  // One input, one wire: a second one replaces the first.
  await drag(await middle(port("Product", "Output Photo, image")), await body("Output Configurations"));
  await wire("product.image", "output.image").waitFor({ state: "attached" });
  await expect.poll(() => wire("background.image", "output.image").count()).toBe(0);
  await story.page.keyboard.press("Control+z");
  await wire("background.image", "output.image").waitFor({ state: "attached" });

  // An end of a wire is taken hold of beside its port.
  const end = await middle(port("Output Configurations", "Input Alt text, text"));
  await drag({ x: end.x - 14, y: end.y }, { x: end.x - 30, y: end.y + 190 });
  await expect.poll(() => wire("product.title", "output.altText").count()).toBe(0);
  await story.page.keyboard.press("Control+z");
  await wire("product.title", "output.altText").waitFor({ state: "attached" });

  const back = await middle(port("Background and composite", "Output Image, image"));
  const early = await middle(port("Remove background", "Input Image, image"));
  await story.page.mouse.move(back.x, back.y);
  await story.page.mouse.down();
  await story.page.mouse.move(early.x + 20, early.y + 6, { steps: 8 });
  await story.page.mouse.move(early.x, early.y, { steps: 4 });
  await story.app.getByText("This would go in a circle: Remove background → Background and composite → Remove background.").waitFor();
  await story.page.mouse.up();
  await expect.poll(() => wire("background.image", "cut-out.image").count()).toBe(0);

  // A chosen wire has a button that puts a step into it.
  const [left, right] = [await middle(port("Product", "Output Photo, image")), await middle(port("Remove background", "Input Image, image"))];
  await story.page.mouse.click((left.x + right.x) / 2, (left.y + right.y) / 2);
  await story.app.getByRole("button", { name: "Insert a step into this wire" }).click();
  await option("Resize").click();
  await wire("product.image", "resize.image").waitFor({ state: "attached" });
  await wire("resize.image", "cut-out.image").waitFor({ state: "attached" });
});

test("undo takes back every action one by one, whatever it was, and redo does them again", async () => {
  await emptySkill();
  const { keyboard } = story.page;
  await canvas().focus();
  for (const name of ["Product", "Remove background", "Output Configurations"]) {
    await keyboard.press("/");
    await keyboard.type(name);
    await keyboard.press("Enter");
    await card(name).waitFor();
  }
  await keyboard.press("Control+a");
  await keyboard.press("Control+d");
  await expect.poll(() => story.app.locator(".react-flow__node-step").count()).toBe(6);
  await keyboard.press("Shift+Alt+T");
  await keyboard.press("b");
  await keyboard.press("n");
  await expect.poll(() => story.app.locator(".react-flow__node-note").count()).toBe(1);
  for (let n = 0; n < 4; n += 1) await keyboard.press("Control+z");
  await expect.poll(() => story.app.locator(".react-flow__node-step").count()).toBe(3);
  for (let n = 0; n < 3; n += 1) await keyboard.press("Control+z");
  await story.app.getByRole("heading", { name: "An empty skill" }).waitFor();
  for (let n = 0; n < 7; n += 1) await keyboard.press("Control+Shift+z");
  await expect.poll(() => story.app.locator(".react-flow__node").count()).toBe(7);
});

test("two windows change one draft: nothing is lost, and both can be compared", async () => {
  await emptySkill();
  await canvas().focus();
  await story.page.keyboard.press("Tab");
  await option("Product").click();
  await saved();
  const address = story.here();
  const { page: other } = await openPage(story.browser, { width: 1440, height: 900 });
  await story.open(address, other);
  const theirs = other.frameLocator("#app");
  await theirs.locator(".cv-flow").focus();
  await other.keyboard.press("n");
  await theirs.getByLabel("Text of the note").fill("Theirs");
  await theirs.getByText("Draft saved", { exact: true }).waitFor();

  await canvas().focus();
  await story.page.keyboard.press("Tab");
  await story.page.keyboard.type("Resize");
  await story.page.keyboard.press("Enter");
  const conflict = story.app.getByRole("dialog", { name: "You changed this draft in another window" });
  await conflict.getByText("Resize: only in yours").waitFor();
  await conflict.getByText("Theirs: not in yours").waitFor();
  expect(await story.axe()).toEqual([]);
  await conflict.getByRole("button", { name: "Save mine, keep theirs in the versions" }).click();
  await saved();
  await other.close();
  await story.open(address);
  await story.app.getByRole("button", { name: "Not published" }).click();
  await story.app.getByText("Draft that was kept").waitFor();
  await story.app.getByRole("button", { name: "Compare with the draft" }).click();
  await story.app.getByText("− removed").waitFor();
  await story.app.getByRole("button", { name: "Restore" }).click();
  expect(await story.app.getByLabel("Text of the note").inputValue()).toBe("Theirs");
});

test.each([["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const)("on a %s the builder is accessible with everything open, and does not scroll sideways", async (_name, size) => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  const { page, errors } = await openPage(story.browser, size);
  await story.open(`${story.here()}/edit`, page);
  const app = page.frameLocator("#app");
  await app.locator(".react-flow__node-step").first().waitFor();
  const clean = async (what: string) => expect({ what, found: await story.axe(page) }).toEqual({ what, found: [] });
  await clean("at first");
  if (size.width > 760) {
    await app.locator(".react-flow__node-step").nth(1).locator(".cv-head").click();
    await app.getByLabel("Prompt", { exact: true }).waitFor();
    await clean("a step chosen");
    await app.getByRole("button", { name: /^Problems/ }).click();
    await clean("problems open");
    await app.locator(".cv-flow").focus();
    await page.keyboard.press("?");
    await app.getByRole("dialog", { name: "Keys" }).waitFor();
    await clean("keys");
    await page.keyboard.press("Escape");
    await app.locator(".cv-flow").focus();
    await page.keyboard.press("o");
    await clean("outline");
  } else {
    await app.getByRole("button", { name: "Outline", exact: true }).first().click();
    await clean("outline");
    await app.locator(".cv-phone-outline button").nth(1).click();
    await app.getByLabel("Prompt", { exact: true }).waitFor();
    await clean("a step chosen");
  }
  const frame = page.frames().find((one) => one.url().startsWith(story.stack.appUrl));
  expect(await frame?.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});

interface Task {
  readonly name: string;
  /** Who documents the other way, and how many actions it takes there: clicks, keys, drags, and words that are typed. */
  readonly elsewhere: { readonly who: string; readonly actions: number };
  /** Does it and says how many actions it took. */
  readonly here: (hand: Hand) => Promise<void>;
}

/** A hand that counts what it does. */
interface Hand {
  click(at: Locator): Promise<void>;
  key(name: string): Promise<void>;
  type(text: string): Promise<void>;
  drag(from: Locator, to: { readonly x: number; readonly y: number }): Promise<void>;
}

/**
 * Ten tasks of a merchant, each counted against the documented way of ComfyUI (Comfy-Org/docs: interface/shortcuts,
 * interface/nodes, interface/app-mode) or n8n (n8n-io/n8n-docs: keyboard-shortcuts, data/expressions, view-change-history).
 */
const TASKS: readonly Task[] = [
  // Comfy: double click, type, choose, drag its wire. Here the step follows the chosen one.
  { name: "adds a step behind the chosen one", elsewhere: { who: "ComfyUI", actions: 4 }, here: async ({ key, type }) => { await key("/"); await type("resize"); await key("Enter"); await card("Resize").waitFor(); } },
  // Comfy: double click, type, choose, drag in, drag out.
  { name: "puts a step into a wire", elsewhere: { who: "ComfyUI", actions: 5 }, here: async ({ click, key, type }) => { await click(card("Product").locator(".cv-head")); await key("Shift+I"); await type("remove"); await key("Enter"); await card("Remove background").waitFor(); } },
  // Comfy: click, Delete, drag the wire again.
  { name: "takes a step out and keeps the wire", elsewhere: { who: "ComfyUI", actions: 3 }, here: async ({ key }) => { await key("Delete"); await expect.poll(() => card("Remove background").count()).toBe(0); await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(3); } },
  // Comfy: click, Ctrl+C, Ctrl+Shift+V (keeps the wires).
  { name: "doubles a step with its wires", elsewhere: { who: "ComfyUI", actions: 3 }, here: async ({ click, key }) => { await click(card("Generate image").locator(".cv-head")); await key("Control+d"); await expect.poll(() => card("Generate image").count()).toBe(2); } },
  // n8n: open the node, switch the field to an expression, find the field in the input panel, drag it, close.
  { name: "mentions the product's vendor in a prompt", elsewhere: { who: "n8n", actions: 5 }, here: async ({ click, type, key }) => { await click(story.app.getByLabel("Prompt", { exact: true })); await type(" by @ven"); await key("Enter"); await story.app.getByText(/by Studio Nord/).waitFor(); } },
  // n8n: add a form trigger, add a field, name it, open the node, switch to an expression, choose the field.
  { name: "asks the runner for the quality", elsewhere: { who: "n8n", actions: 6 }, here: async ({ click, key }) => { const source = story.app.getByLabel("Where quality comes from"); await click(source); await source.selectOption("runner"); await key("Escape"); await story.app.getByLabel("Quality: question").waitFor(); } },
  // n8n: open the workflow, read the error of the run, open the node, find the field.
  { name: "finds what is wrong and goes there", elsewhere: { who: "n8n", actions: 4 }, here: async ({ key }) => { await key("Escape"); await key("F8"); await story.app.locator(".cv-problems li.cv-here").first().waitFor(); } },
  // Comfy: no such command; every node is moved by hand, here four of them.
  { name: "lays the graph out", elsewhere: { who: "ComfyUI", actions: 4 }, here: async ({ key }) => { await key("Escape"); await key("Shift+Alt+T"); } },
  // Comfy: choose each node (click, then three with Shift), then the option in the menu (right click, choose).
  { name: "puts a frame around all steps", elsewhere: { who: "ComfyUI", actions: 6 }, here: async ({ key }) => { await key("Control+a"); await key("f"); await story.app.getByLabel("Title of the frame").waitFor(); } },
  // n8n: open the history, choose the version, open its menu, choose compare in a second tab, restore, confirm.
  { name: "compares with the published version and restores it", elsewhere: { who: "n8n", actions: 6 }, here: async ({ key, click }) => { await key("Escape"); await key("v"); await click(story.app.getByRole("button", { name: "Compare with the draft" })); await click(story.app.getByRole("button", { name: "Restore" })); await expect.poll(() => card("Resize").count()).toBe(0); } },
];

test("ten tasks of a merchant take fewer actions than the documented way elsewhere", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  await story.open(`${story.here()}/edit`);
  await card("Generate image").locator(".cv-head").click();
  const pictures = process.env["BUILDER_PICTURES"];
  const table: { task: string; here: number; elsewhere: string }[] = [];
  for (const [index, { name, elsewhere, here }] of TASKS.entries()) {
    let actions = 0;
    const counted = async (work: Promise<unknown>) => { actions += 1; await work; };
    await here({
      click: (at) => counted(at.click()), key: (key) => counted(story.page.keyboard.press(key)), type: (text) => counted(story.page.keyboard.type(text)),
      drag: (from, to) => counted(middle(from).then((start) => drag(start, to))),
    });
    if (pictures) await story.page.screenshot({ path: `${pictures}/task-${String(index + 1).padStart(2, "0")}.png` });
    table.push({ task: name, here: actions, elsewhere: `${elsewhere.who} ${elsewhere.actions}` });
    expect({ name, fewer: actions < elsewhere.actions, actions }).toEqual({ name, fewer: true, actions });
  }
  expect(table).toHaveLength(10);
  expect(story.errors).toEqual([]);
});

test("naughty strings in every field of the builder are stored and shown as they are, and run nowhere", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  const address = `${story.here()}/edit`;
  await story.open(address);
  const { keyboard } = story.page;
  await canvas().focus();
  await keyboard.press("n");
  await keyboard.press("f");
  const fields = async () => {
    await card("Generate image").or(story.app.locator(".react-flow__node-step").nth(1)).first().locator(".cv-head").click();
    return [story.app.getByLabel("Name of the step"), story.app.getByLabel("Prompt", { exact: true }), story.app.getByLabel("Text of the note"), story.app.getByLabel("Title of the frame")];
  };
  // What a page can show on one line at most; longer ones and all others are in core/skill/exchange.test.ts.
  const short = naughty.filter((text) => text.length <= 60 && text.trim() === text && text !== "" && !/[\0-\x1f\x7f\u2028\u2029\ufeff]/.test(text));
  expect(short.length).toBeGreaterThan(200);
  for (const text of short.filter((_one, index) => index % 9 === 0)) for (const field of await fields()) await field.fill(text);
  const hostile = `<img src=x onerror="top.pwned=1"><script>self.pwned=1</script>`.slice(0, 60);
  for (const field of await fields()) await field.fill(hostile);
  await saved();
  await story.open(address);
  for (const field of await fields()) expect(await field.inputValue()).toBe(hostile);
  await keyboard.press("Escape");
  await story.app.getByRole("button", { name: /warning/ }).click();
  for (const frame of story.page.frames()) expect(await frame.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(story.errors).toEqual([]);
});
