import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { createClient } from "../../scripts/demo/client.ts";
import { SkillsAnswer } from "../../scripts/demo/pages.ts";
import { openPage } from "../support/browser.ts";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
const end = new AbortController();

beforeAll(async () => { story = await startStory("surface"); });
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(async () => {
  end.abort();
  await story?.close();
});

const control = (route: string, body: object = {}) => fetch(`${story.stack.url}/_sandbox/${route}`, { method: "POST", body: JSON.stringify(body) });

test("what customers ask by way of Shopify is on a page with its due date and what was searched, and the owner closes what waits for them", async () => {
  const { app, page } = story;
  await story.open("/settings");
  await app.getByRole("link", { name: "Privacy requests" }).click();
  await app.getByText("No privacy requests yet").waitFor();
  expect(await story.axe()).toEqual([]);

  await control("webhooks/customers/data_request");
  await expect.poll(async () => { await page.reload(); return app.getByText("None held").count(); }, { timeout: 30_000, interval: 1_000 }).toBe(1);
  await app.getByText(/\d texts in .* searched/).waitFor();

  // The sandbox's customer, written into a name.
  const client = createClient(story.stack, end.signal);
  const { skillId } = await client.send("/skills", { do: "use", templateId: "white-square" }, SkillsAnswer);
  await client.send(`/skills/${skillId}`, { do: "save", revision: 1, name: "For sample@example.com", params: {} }, z.unknown());
  await control("webhooks/customers/data_request");
  await expect.poll(async () => { await story.open("/settings/privacy"); return app.getByText("Waits for the owner").count(); }, { timeout: 30_000, interval: 1_000 }).toBe(1);
  await app.getByRole("link", { name: "The draft of a skill" }).waitFor();
  expect(await story.axe()).toEqual([]);
  await app.getByRole("button", { name: "Mark as answered" }).click();
  await app.getByText("Answered", { exact: true }).waitFor();

  await control("webhooks/customers/redact");
  await expect.poll(async () => { await story.open("/settings/privacy"); return app.getByText("Erased", { exact: true }).count(); }, { timeout: 30_000, interval: 1_000 }).toBe(1);
  await story.open(`/skills/${skillId}`);
  await app.getByText("For [removed]").first().waitFor();

  const { page: phone, errors } = await openPage(story.browser, { width: 390, height: 844 });
  await story.open("/settings/privacy", phone);
  expect(await story.axe(phone)).toEqual([]);
  expect([...errors, ...story.errors]).toEqual([]);
});
