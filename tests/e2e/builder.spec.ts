import fs from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";
import { handOn, type BuilderHand } from "../support/builder-hand.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
let hand: BuilderHand;
beforeAll(async () => {
  story = await startStory("builder");
  hand = handOn(story);
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));
const KEY = "AIza-sandbox-builder-0001";
const PROMPT = " on an oak table in a bright room, soft morning light. Keep the product exactly as in the photo.";

/** A new skill whose canvas is empty. */
async function emptySkill(): Promise<void> {
  await story.open("/skills");
  await story.inAdmin("New skill").click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}\/edit$/);
  await hand.card("Product").waitFor();
  await hand.canvas().focus();
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
  const stage = await hand.canvas().boundingBox();
  const at = (x: number, y: number) => ({ x: (stage?.x ?? 0) + x, y: (stage?.y ?? 0) + y });
  await story.page.mouse.dblclick(at(120, 160).x, at(120, 160).y);
  await hand.option("Product").click();

  // A wire let go on the empty canvas opens the search with what fits, and the step comes connected.
  await hand.drag(await hand.middle(hand.port("Product", "Output Photo, image")), at(430, 260));
  await story.app.getByText(/\d+ more do not fit/).waitFor();
  await hand.option("Generate image").click();
  await hand.card("Generate image").waitFor();
  await hand.drag(await hand.middle(hand.port("Generate image", "Output Image, image")), at(760, 260));
  await hand.option("Output Configurations").click();
  await hand.card("Output Configurations").waitFor();
  await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(2);

  // A wire that does not fit says why, and nothing is drawn.
  const photo = await hand.middle(hand.port("Product", "Output Photo, image"));
  await story.page.mouse.move(photo.x, photo.y);
  await story.page.mouse.down();
  const wrong = await hand.middle(hand.port("Output Configurations", "Input Alt text, text"));
  await story.page.mouse.move(wrong.x - 30, wrong.y, { steps: 5 });
  await story.page.mouse.move(wrong.x, wrong.y, { steps: 5 });
  await story.app.getByText("Image does not fit text. “Alt text” takes text. To turn an image into text, add an LLM between them.").waitFor();
  await story.page.mouse.up();
  await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(2);

  await hand.card("Generate image").locator(".cv-head").click();
  const prompt = story.app.getByLabel("Prompt", { exact: true });
  await prompt.fill("@tit");
  await story.app.getByRole("option", { name: /@product\.title/ }).click();
  await prompt.press("End");
  await story.page.keyboard.type(PROMPT);
  await story.app.getByText(`Alba Vase${PROMPT}`).waitFor();
  await hand.saved();
  await story.app.getByRole("button", { name: "Publish…" }).click();
  await story.app.getByRole("dialog").getByLabel("What changed").fill("Drawn by hand");
  await story.app.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await story.app.getByRole("link", { name: "Run version 1" }).waitFor();
  await runOnce();
});

test("with the keyboard alone: the same skill is built, published and run", async () => {
  await emptySkill();
  const { keyboard } = story.page;
  await hand.canvas().focus();
  const add = async (name: string) => {
    await keyboard.press("Tab");
    await story.app.getByRole("combobox", { name: "Search for a step to add" }).waitFor();
    await keyboard.type(name);
    await keyboard.press("Enter");
    await hand.card(name).waitFor();
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
  await hand.saved();
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
  const body = async (title: string) => { const { x, y } = await hand.middle(hand.card(title).locator(".cv-foot")); return { x, y }; };

  // Dropped on a card it takes the first free port that fits.
  await hand.drag(await hand.middle(hand.port("Product", "Output Title, text")), await body("Output Configurations"));
  await wire("product.title", "output.altText").waitFor({ state: "attached" });
  // One input, one wire: a second one replaces the first.
  await hand.drag(await hand.middle(hand.port("Product", "Output Photo, image")), await body("Output Configurations"));
  await wire("product.image", "output.image").waitFor({ state: "attached" });
  await expect.poll(() => wire("background.image", "output.image").count()).toBe(0);
  await story.page.keyboard.press("Control+z");
  await wire("background.image", "output.image").waitFor({ state: "attached" });

  // An end of a wire is taken hold of beside its port.
  const end = await hand.middle(hand.port("Output Configurations", "Input Alt text, text"));
  await hand.drag({ x: end.x - 14, y: end.y }, { x: end.x - 30, y: end.y + 190 });
  await expect.poll(() => wire("product.title", "output.altText").count()).toBe(0);
  await story.page.keyboard.press("Control+z");
  await wire("product.title", "output.altText").waitFor({ state: "attached" });

  const back = await hand.middle(hand.port("Background and composite", "Output Image, image"));
  const early = await hand.middle(hand.port("Remove background", "Input Image, image"));
  await story.page.mouse.move(back.x, back.y);
  await story.page.mouse.down();
  await story.page.mouse.move(early.x + 20, early.y + 6, { steps: 8 });
  await story.page.mouse.move(early.x, early.y, { steps: 4 });
  await story.app.getByText("This would go in a circle: Remove background → Background and composite → Remove background.").waitFor();
  await story.page.mouse.up();
  await expect.poll(() => wire("background.image", "cut-out.image").count()).toBe(0);

  // A chosen wire has a button that puts a step into it.
  const [left, right] = [await hand.middle(hand.port("Product", "Output Photo, image")), await hand.middle(hand.port("Remove background", "Input Image, image"))];
  await story.page.mouse.click((left.x + right.x) / 2, (left.y + right.y) / 2);
  await story.app.getByRole("button", { name: "Insert a step into this wire" }).click();
  await hand.option("Resize").click();
  await wire("product.image", "resize.image").waitFor({ state: "attached" });
  await wire("resize.image", "cut-out.image").waitFor({ state: "attached" });
});

test("undo takes back every action one by one, whatever it was, and redo does them again", async () => {
  await emptySkill();
  const { keyboard } = story.page;
  await hand.canvas().focus();
  for (const name of ["Product", "Remove background", "Output Configurations"]) {
    await keyboard.press("/");
    await keyboard.type(name);
    await keyboard.press("Enter");
    await hand.card(name).waitFor();
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

test("from ten steps on there is a map, which goes where it is pressed and zooms by the wheel", async () => {
  const { keyboard, mouse } = story.page;
  const map = story.app.getByRole("img", { name: "Map of the graph" });
  const view = () => story.app.locator(".react-flow__viewport").evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).toFloat64Array());
  await hand.canvas().focus();
  await keyboard.press("Control+a");
  await keyboard.press("Control+d");
  await map.waitFor();
  const [at, before] = [await hand.middle(map), await view()];
  await mouse.move(at.x, at.y);
  await mouse.down();
  await mouse.move(at.x + 20, at.y + 10, { steps: 3 });
  await mouse.up();
  const moved = await view();
  expect([moved[0], moved[12] === before[12]]).toEqual([before[0], false]);
  await mouse.wheel(0, 150);
  await expect.poll(async () => (await view())[0]).toBeLessThan(moved[0] ?? 0);
});

test("two windows change one draft: nothing is lost, and both can be compared", async () => {
  await emptySkill();
  await hand.canvas().focus();
  await story.page.keyboard.press("Tab");
  await hand.option("Product").click();
  await hand.saved();
  const address = story.here();
  const { page: other } = await openPage(story.browser, { width: 1440, height: 900 });
  await story.open(address, other);
  const theirs = other.frameLocator("#app");
  await theirs.locator(".cv-flow").focus();
  await other.keyboard.press("n");
  await theirs.getByLabel("Text of the note").fill("Theirs");
  await theirs.getByText("Draft saved", { exact: true }).waitFor();

  await hand.canvas().focus();
  await story.page.keyboard.press("Tab");
  await story.page.keyboard.type("Resize");
  await story.page.keyboard.press("Enter");
  const conflict = story.app.getByRole("dialog", { name: "You changed this draft in another window" });
  await conflict.getByText("Resize: only in yours").waitFor();
  await conflict.getByText("Theirs: not in yours").waitFor();
  expect(await story.axe()).toEqual([]);
  await conflict.getByRole("button", { name: "Save mine, keep theirs in the versions" }).click();
  await hand.saved();
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

test("naughty strings in every field of the builder are stored and shown as they are, and run nowhere", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  const address = `${story.here()}/edit`;
  await story.open(address);
  const { keyboard } = story.page;
  await hand.canvas().focus();
  await keyboard.press("n");
  await keyboard.press("f");
  const fields = async () => {
    await hand.card("Generate image").or(story.app.locator(".react-flow__node-step").nth(1)).first().locator(".cv-head").click();
    return [story.app.getByLabel("Name of the step"), story.app.getByLabel("Prompt", { exact: true }), story.app.getByLabel("Text of the note"), story.app.getByLabel("Title of the frame")];
  };
  // What a page can show on one line at most; longer ones and all others are in core/skill/exchange.test.ts.
  const short = naughty.filter((text) => text.length <= 60 && text.trim() === text && text !== "" && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u.test(text));
  expect(short.length).toBeGreaterThan(200);
  for (const text of short.filter((_one, index) => index % 9 === 0)) for (const field of await fields()) await field.fill(text);
  const hostile = `<img src=x onerror="top.pwned=1"><script>self.pwned=1</script>`.slice(0, 60);
  for (const field of await fields()) await field.fill(hostile);
  await hand.saved();
  await story.open(address);
  for (const field of await fields()) expect(await field.inputValue()).toBe(hostile);
  await story.app.getByRole("button", { name: /^Problems/ }).first().click();
  for (const frame of story.page.frames()) expect(await frame.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(story.errors).toEqual([]);
});
