import fs from "node:fs";
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

test("the plan page shows limits and use, leads to Shopify's own page on top, and comes back to the plan that was approved there", async () => {
  const { app, page } = story;
  await control("plan", { do: "cancel" });
  await story.open("/settings");
  await app.getByRole("link", { name: "See the plan" }).or(app.getByRole("button", { name: "See the plan" })).click();
  await app.getByRole("heading", { name: "Free", exact: true }).waitFor();
  await app.getByText("What AI costs is yours").waitFor();
  expect(await story.axe()).toEqual([]);
  const { page: phone, errors } = await openPage(story.browser, { width: 390, height: 844 });
  await story.open("/settings/plan", phone);
  expect(await story.axe(phone)).toEqual([]);

  await story.inAdmin("Change plan").click();
  await page.getByRole("heading", { name: "Plans of Piccaso" }).waitFor();
  await page.getByRole("button", { name: "Approve Growth" }).click();
  await page.waitForURL(/settings\/plan/);
  await app.getByRole("heading", { name: "Growth", exact: true }).waitFor();
  await app.getByText("Trial until").waitFor();

  await control("plan", { do: "freeze" });
  await story.open("/settings/plan");
  await app.getByText("Shopify has frozen your subscription").first().waitFor();
  await control("faults", { rules: [{ match: "graphql", kind: "500", rate: 1 }], seed: 1 });
  await story.open("/settings/plan");
  await app.getByText("Shopify did not answer").waitFor();
  await control("faults", { rules: [] });
  expect([...errors, ...story.errors]).toEqual([]);
});

test("what a plan has no room for is disabled and says which plan has, and what is paused says so", async () => {
  const { app } = story;
  const client = createClient(story.stack, end.signal);
  await control("plan", { do: "choose", handle: "growth" });
  await story.open("/settings/plan");
  for (let n = 0; n < 4; n += 1) await client.send("/skills", { do: "use", templateId: "white-square" }, SkillsAnswer);
  await control("plan", { do: "cancel" });
  await story.open("/settings/plan");
  await app.getByRole("heading", { name: "Free", exact: true }).waitFor();
  await story.open("/skills");
  await app.getByText("Free has 3 skills, all in use").waitFor();
  expect(await story.inAdmin("New skill (Growth)").isDisabled()).toBe(true);
  expect(await app.getByRole("button", { name: /^Use template \(Growth\)/ }).first().isDisabled()).toBe(true);
  expect(await app.getByText("Paused by the plan").count()).toBeGreaterThan(0);
  expect(await story.axe()).toEqual([]);
  await expect(client.send("/skills", { do: "use", templateId: "white-square" }, SkillsAnswer)).rejects.toThrow("The plan Free has 3 skills. Archive one, or choose Growth under Settings, Plan.");
  await control("plan", { do: "choose", handle: "scale" });
  await story.open("/settings/plan");
  await story.open("/skills");
  expect(await app.getByText("Paused by the plan").count()).toBe(0);
  expect(story.errors).toEqual([]);
});

/** What leads to, loads or prices anything of Stripe's. */
const STRIPE = /stripe|\bprice_[A-Za-z0-9]{8,}|\b(?:pk|sk)_(?:live|test)_/i;

test("no embedded page, nor anything that it loads or leads to, has a link, a price or a script of Stripe's", async () => {
  const { page, errors } = await openPage(story.browser, { width: 1280, height: 900 });
  const loaded = new Map<string, Promise<string>>();
  page.on("response", (response) => {
    if (/script|document|fetch|xhr/.test(response.request().resourceType())) loaded.set(response.url(), response.text().catch(() => ""));
  });
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
  const waiting = ["/app"];
  const seen = new Set<string>(waiting);
  const found: string[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await page.goto(`${story.stack.url}/store/piccaso-sandbox/apps/piccaso${path}`);
    const frame = page.frames().find((one) => one.url().startsWith(story.stack.appUrl));
    await page.frameLocator("#app").locator("main").first().waitFor();
    const { text, links } = await (frame ?? page.mainFrame()).evaluate(() => ({ text: document.documentElement.outerHTML, links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href) }));
    if (STRIPE.test(text)) found.push(path);
    for (const link of links) {
      const url = new URL(link);
      if (STRIPE.test(link)) found.push(`${path} leads to ${link}`);
      // One page of each kind: ids and queries are left out.
      const kind = url.pathname.replace(/[0-9a-f-]{36}/g, "ID");
      if (url.origin !== story.stack.appUrl || !url.pathname.startsWith("/app") || url.pathname.includes("/file") || url.pathname.endsWith(".csv") || seen.has(kind)) continue;
      seen.add(kind);
      waiting.push(url.pathname);
    }
  }
  for (const [url, text] of loaded) if (STRIPE.test(await text)) found.push(url);
  expect(found).toEqual([]);
  expect([...seen].length).toBeGreaterThan(9);
  expect([...hosts].filter((host) => host !== "localhost" && host !== "127.0.0.1")).toEqual([]);
  for (const file of fs.readdirSync("build/client/assets").filter((name) => name.endsWith(".js"))) expect(fs.readFileSync(`build/client/assets/${file}`, "utf8"), file).not.toMatch(STRIPE);
  expect(errors).toEqual([]);
  await page.close();
});
