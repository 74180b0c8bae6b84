import fs from "node:fs";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { pageScriptKb } from "../../bench/page-scripts.ts";
import { SCRIPT_KB } from "../../bench/script-budgets.ts";
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
  await app.getByText("What providers charge is yours").waitFor();
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

/** Visits one embedded page of each kind that links lead to, ids left out; gives their paths. */
async function crawl(page: Page, visit: (frame: Frame, path: string) => Promise<void>): Promise<string[]> {
  const waiting = ["/app"];
  const seen = new Set<string>(waiting);
  const visited: string[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await page.goto(`${story.stack.url}/store/piccaso-sandbox/apps/piccaso${path}`);
    await page.frameLocator("#app").locator("main[aria-busy=false]").waitFor();
    const frame = page.frames().find((one) => one.url().startsWith(story.stack.appUrl)) ?? page.mainFrame();
    await visit(frame, path);
    visited.push(path);
    const links = await frame.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href));
    for (const link of links) {
      const url = new URL(link);
      const kind = url.pathname.replace(/[0-9a-f-]{36}/g, "ID");
      if (url.origin !== story.stack.appUrl || !url.pathname.startsWith("/app") || /\/file|\.csv$/.test(url.pathname) || seen.has(kind)) continue;
      seen.add(kind);
      waiting.push(url.pathname);
    }
  }
  return visited;
}

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
  const found: string[] = [];
  const pages = await crawl(page, async (frame, path) => {
    const { text, links } = await frame.evaluate(() => ({ text: document.documentElement.outerHTML, links: [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href") ?? "") }));
    if (STRIPE.test(text)) found.push(path);
    found.push(...links.filter((link) => STRIPE.test(link)).map((link) => `${path} leads to ${link}`));
  });
  for (const [url, text] of loaded) if (STRIPE.test(await text)) found.push(url);
  expect(found).toEqual([]);
  expect(pages.length).toBeGreaterThan(9);
  expect([...hosts].filter((host) => host !== "localhost" && host !== "127.0.0.1")).toEqual([]);
  for (const file of fs.readdirSync("build/client/assets").filter((name) => name.endsWith(".js"))) expect(fs.readFileSync(`build/client/assets/${file}`, "utf8"), file).not.toMatch(STRIPE);
  expect(errors).toEqual([]);
  await page.close();
});

/** Pages that the app's own menu leads to: every other one has a way back. */
const TOP = ["/app", "/app/skills", "/app/runs", "/app/review", "/app/library", "/app/publications", "/app/keys", "/app/settings"];

test.each([[375, 812], [1280, 900]] as const)("at %i pixels every embedded page has App Bridge as its first script, scrolls up and down only, has a heading and a way back, and keeps nothing in the browser", async (width, height) => {
  const { page, errors } = await openPage(story.browser, { width, height });
  const wrong: string[] = [];
  const pages = await crawl(page, async (frame, path) => {
    const seen = await frame.evaluate(() => ({
      first: document.querySelector("script")?.getAttribute("src") ?? "", inHead: document.head.querySelector("script[src*='app-bridge']") !== null, wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      headings: document.querySelectorAll("h1").length, title: document.title, cookies: document.cookie, stored: Object.keys(localStorage).length, primaries: document.querySelectorAll(".Polaris-Button--variantPrimary").length,
      back: document.querySelector("ui-title-bar button[variant=breadcrumb]") !== null,
    }));
    if (!seen.first.includes("app-bridge.js") || !seen.inHead) wrong.push(`${path}: the first script is ${seen.first}`);
    if (seen.wide > 0) wrong.push(`${path}: ${seen.wide} pixels too wide`);
    if (seen.headings !== 1 || !seen.title.endsWith("Piccaso")) wrong.push(`${path}: ${seen.headings} headings, title ${seen.title}`);
    if (seen.cookies !== "" || seen.stored > 0) wrong.push(`${path}: keeps something in the browser`);
    if (!TOP.includes(path) && !seen.back) wrong.push(`${path}: no way back`);
  });
  expect(wrong).toEqual([]);
  expect(pages.length).toBeGreaterThan(9);
  expect((await page.context().cookies()).filter(({ domain }) => domain.includes("127.0.0.1"))).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test("every answer that is a document, errors included, says who may frame it, and only its own scripts run in it", async () => {
  const shop = `shop=piccaso-sandbox.myshopify.com&host=${Buffer.from("admin.shopify.com/store/piccaso-sandbox").toString("base64url")}&embedded=1`;
  const agent = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36" };
  const token = await (await fetch(`${story.stack.url}/_sandbox/token`)).text();
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${story.stack.appUrl}${path}`, { redirect: "manual", headers: { ...agent, ...headers } });
  const paths: readonly (readonly [path: string, status: number])[] = [
    [`/app?${shop}&id_token=${token}`, 200], [`/app/settings/plan?${shop}&id_token=${token}`, 200], [`/app/runs/00000000-0000-4000-8000-000000000000?${shop}&id_token=${token}`, 404], [`/app/nothing?${shop}&id_token=${token}`, 404],
    [`/app/runs/not-an-id?${shop}&id_token=${token}`, 422], [`/app/skills?${shop}`, 302], [`/auth/login?${shop}`, 200], [`/auth/session-token?${shop}&shopify-reload=%2Fapp`, 200], ["/login", 200], ["/nothing", 404], ["/studio", 302], ["/%", 400],
  ];
  const nonces = new Set<string>();
  let documents = 0;
  for (const [path, status] of paths) {
    const response = await ask(path);
    const body = await response.text();
    expect([path.split("?")[0], response.status]).toEqual([path.split("?")[0], status]);
    if (!response.headers.get("content-type")?.includes("text/html")) continue;
    documents += 1;
    const policy = response.headers.get("content-security-policy") ?? "";
    const embedded = /^\/(app|auth)/.test(path);
    expect(policy, path).toContain(embedded ? `frame-ancestors https://admin.shopify.com https://piccaso-sandbox.myshopify.com ${story.stack.url}` : "frame-ancestors 'none'");
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
    // Shopify's own library writes the page that brings a token: it has no number of ours.
    if (path.startsWith("/auth/session-token")) continue;
    expect(nonce, path).toBeTruthy();
    nonces.add(nonce ?? "");
    for (const [, attributes = ""] of body.matchAll(/<script\b([^>]*)>/g)) expect(attributes.includes(`nonce="${nonce}"`) || attributes.includes('src='), `${path}: <script${attributes}>`).toBe(true);
    expect(response.headers.get("set-cookie"), path).toBeNull();
    expect(response.headers.get("x-content-type-options") ?? "nosniff").toBe("nosniff");
  }
  expect(documents).toBeGreaterThan(8);
  expect(nonces.size).toBe(documents - 1);
});

test("no page loads more JavaScript than its budget", () => {
  const heavy = Object.entries(SCRIPT_KB).map(([route, most]) => ({ route, most, kb: Math.ceil(pageScriptKb(route)) })).filter(({ kb, most }) => kb > most);
  expect(heavy).toEqual([]);
});

test("a form that was changed shows the admin's save bar, and leaving asks first", async () => {
  const { app, page } = story;
  await story.open("/settings");
  await app.getByLabel("Days for review").fill("9");
  await page.locator("#save-bar").waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.locator("#save-bar").waitFor({ state: "hidden" });
  expect(await app.getByLabel("Days for review").inputValue()).toBe("7");
  expect(story.errors).toEqual([]);
});
