import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
beforeAll(async () => { story = await startStory("catalog"); });
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

const control = (route: string, body: object) => fetch(`${story.stack.url}/_sandbox/${route}`, { method: "POST", body: JSON.stringify(body) });

test("the catalog is read by itself after the first visit, follows what changes in the shop, and is read again when asked", async () => {
  await story.open("/settings");
  const card = story.app.locator(".pc-facts").filter({ hasText: "Without a photo" });
  await card.getByText("12", { exact: true }).waitFor({ timeout: 30_000 });
  expect(await card.locator("dd").nth(1).textContent()).toBe("2");
  expect(await story.axe()).toEqual([]);
  // The merchant deletes a product: Shopify says so, and the mirror follows.
  await control("products/1012/delete", {});
  await expect.poll(async () => {
    await story.open("/settings");
    return card.locator("dd").first().textContent();
  }, { timeout: 30_000, interval: 500 }).toBe("11");
  await control("generate", { products: 300 });
  await story.app.getByRole("button", { name: "Read again" }).click();
  await card.getByText("311", { exact: true }).waitFor({ timeout: 30_000 });
  expect(story.errors).toEqual([]);
});

test("a run is chosen by the size of the first photo, and only those products are in it", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template White background square" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  await story.open(`${story.here()}/run`);
  await story.app.getByRole("button", { name: "Small photos" }).click();
  const pixels = story.app.getByLabel("Longer side below");
  await pixels.fill("50");
  await story.app.getByText("Write a number from 100 to 5000").waitFor();
  await pixels.fill("500");
  await story.app.getByRole("button", { name: "Find small photos" }).click();
  await story.app.getByText("First photos smaller than 500 pixels, frozen when the run starts").waitFor();
  await story.app.getByRole("heading", { name: "30 products" }).waitFor();
  expect(await story.axe()).toEqual([]);
  expect(story.errors).toEqual([]);
});
