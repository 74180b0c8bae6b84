import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { handOn, type BuilderHand } from "../support/builder-hand.ts";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
let hand: BuilderHand;
beforeAll(async () => {
  story = await startStory("metafields");
  hand = handOn(story);
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

test("a metafield is mentioned by completion, read on a real product, and missing on some it is a problem that leads to its step", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  await story.open(`${story.here()}/edit`);
  await story.app.locator(".react-flow__node-step").nth(1).locator(".cv-head").click();
  const prompt = story.app.getByLabel("Prompt", { exact: true });
  await prompt.fill("A vase of @mater");
  await story.app.getByRole("option", { name: /@product\.metafields\.custom\.material Metafield, Material/ }).waitFor();
  await story.page.keyboard.press("Enter");
  await story.app.getByText("A vase of stoneware", { exact: true }).waitFor();
  await story.app.getByText("“material” is empty on 5 of 12 products", { exact: true }).waitFor();
  expect(await story.app.locator("mark.cv-mention:not(.cv-lost)").allTextContents()).toEqual(["@product.metafields.custom.material"]);
  await hand.canvas().focus();
  await story.page.keyboard.press("Escape");
  await story.app.getByRole("button", { name: /^Problems/ }).first().click();
  await story.app.locator(".cv-problems li[data-code=empty_field] button").click();
  await expect.poll(() => prompt.evaluate((field) => field === document.activeElement)).toBe(true);
  // One that refers to something else is not offered, and named by hand it is said why it is left out.
  await prompt.fill("By @product.metafields.custom.designer");
  await story.app.locator(".cv-problems li[data-code=unreadable_metafield]").getByText("The metafield “Designer” refers to something else in the shop, so it is left out.").waitFor();
  expect(await story.axe()).toEqual([]);
  expect(story.errors).toEqual([]);
  await prompt.fill("Keep it. @product.metafields.custom.material");
  await story.app.getByRole("button", { name: "Use “its material”" }).click();
  await expect.poll(() => prompt.inputValue()).toBe("Keep it. its material");
  await expect.poll(() => story.app.locator(".cv-problems li[data-code=empty_field]").count()).toBe(0);
});
