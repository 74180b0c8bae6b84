import fs from "node:fs";
import path from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { Decided, Outputs, Started } from "../../extensions/shared/answers.ts";
import { plainCatalog } from "../../sandbox/seed/plain-catalog.ts";
import { signSessionToken } from "../../sandbox/shopify/tokens.ts";
import { secretsIn } from "../../scripts/start/database.ts";
import { createClient, type AppClient } from "../../scripts/demo/client.ts";
import { SetupPage } from "../../scripts/demo/pages.ts";
import { explainFailure } from "../support/explain.ts";
import { askApp } from "../support/extension-client.ts";
import { startStory, type Story } from "../support/story.ts";
import { SHOP } from "../support/world.ts";

/** With a photo of their own, and all of the shop. */
const PHOTOGRAPHED = 500;
const PRODUCTS = 5_000;
/** Approved one by one, approved in one go, and so published. */
const [SINGLY, TOGETHER] = [10, 30];
const APPROVED = SINGLY + TOGETHER;
/** The product that is run on once more. */
const TWICE = "Plain 5";
const PUBLISHED = APPROVED - 1;
/** Of the automation, of the run and of the second one. */
const MADE = 1 + PHOTOGRAPHED + 1;
const MINUTE = 60_000;

let story: Story;
let page: Page;
let app: FrameLocator;
let client: AppClient;
/** What the steps before have made. */
let skillId = "";
let publication = "";

beforeAll(async () => {
  story = await startStory("month", (folder) => plainCatalog(folder, PHOTOGRAPHED));
  ({ page, app } = story);
  client = createClient(story.stack, end.signal);
  await control("settings", { mediaMs: 0, jobMs: 0, retryMs: 1 });
  await control("generate", { products: PRODUCTS - PHOTOGRAPHED });
});
const end = new AbortController();
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(async () => {
  end.abort();
  await story?.close();
});

const control = (route: string, body: object = {}) => fetch(`${story.stack.url}/_sandbox/${route}`, { method: "POST", body: JSON.stringify(body) });
const secret = () => secretsIn(path.join(story.data, "secrets.json"))("api-secret");
const Media = z.object({ id: z.string(), alt: z.string(), position: z.number() });
const Books = z.object({ products: z.array(z.object({ id: z.string(), title: z.string(), media: z.array(Media) })) });
/** The shop's own books: the products with a photo of their own. */
const books = async () => Books.parse(await (await fetch(`${story.stack.url}/_sandbox/state`)).json()).products.filter(({ title }) => /^Plain \d+$/.test(title));
const inShop = async (title: string) => {
  const found = (await books()).find((product) => product.title === title);
  if (!found) throw new Error(`the shop has no ${title}`);
  return found;
};
const count = async (from: string, values: readonly unknown[] = []) => (await story.look(`select count(*)::int as n from ${from}`, values, z.object({ n: z.number() })))[0]?.n ?? 0;

test("installs the app: the first page is there at once, with a run to try and nothing to fill in", async () => {
  await story.open("");
  await app.getByRole("heading", { name: "See three of your products on a clean background" }).waitFor();
  expect(await story.axe()).toEqual([]);
  expect(await count(`"Shop" where "domain" = $1 and "uninstalledAt" is null`, [SHOP])).toBe(1);
});

test("has the catalog of 5,000 products read by itself", async () => {
  await story.open("/settings");
  await app.locator(".pc-facts").filter({ hasText: "Without a photo" }).getByText("5,000", { exact: true }).waitFor({ timeout: MINUTE });
  expect(await count(`"CatalogProduct"`)).toBe(PRODUCTS);
  expect(await story.axe()).toEqual([]);
});

test("has a skill run by itself on whatever product is new, and the run says what started it", async () => {
  await story.open("/skills");
  await app.getByRole("button", { name: "Use template White background square" }).click();
  await app.getByRole("heading", { name: "How it works" }).waitFor();
  skillId = story.here().split("/").at(-1) ?? "";
  // Small images, as many merchants want them: five hundred large ones would take a quiet machine some minutes.
  await client.send(`/skills/${skillId}`, { do: "save", revision: 1, name: "White background square", params: { background: { width: 512, height: 512 } } }, z.unknown());
  await client.send(`/skills/${skillId}`, { do: "publish", label: "", note: "" }, z.unknown());
  await story.open("/automations");
  await app.getByRole("button", { name: "New automation" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Name").fill("New vases");
  await dialog.getByLabel("Starts").selectOption({ label: "When a product is created" });
  await dialog.getByLabel("Only for").selectOption({ label: "Products of the type" });
  await dialog.getByLabel("Value").fill("Vases");
  await dialog.getByRole("button", { name: "Make automation" }).click();
  await dialog.waitFor({ state: "hidden" });
  await control("products", { title: "Evening Vase", type: "Vases" });
  await expect.poll(() => count(`"Output" where "state" = 'awaiting'`), { timeout: MINUTE }).toBe(1);
  await story.open("/automations");
  await app.getByText("1 run, 1 image so far.").waitFor();
  expect(await story.axe()).toEqual([]);
});

test("runs it on 500 products in one go, and every one of them is done", async () => {
  await story.open(`/skills/${skillId}/run`);
  await app.getByRole("button", { name: "Tag", exact: true }).click();
  await app.getByLabel("Tag", { exact: true }).fill("photographed");
  await app.getByRole("button", { name: "Use tag" }).click();
  await app.getByRole("heading", { name: "500 products" }).waitFor({ timeout: MINUTE });
  await story.inAdmin(/Start run/).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await app.getByText("This run has ended").waitFor({ timeout: 6 * MINUTE });
  await app.getByText("500 done").first().waitFor();
  expect(await story.axe()).toEqual([]);
  // And once more on one of them, which then has two images.
  const { form } = await client.read("app/run-setup", `/skills/${skillId}/run`, SetupPage);
  await client.send(`/skills/${skillId}/run`, { do: "start", versionId: form.versionId, selection: { kind: "products", ids: [(await inShop(TWICE)).id] }, unit: "product", answers: {}, requestKey: crypto.randomUUID() }, z.unknown());
  await expect.poll(() => count(`"Output" where "state" = 'awaiting'`), { timeout: MINUTE }).toBe(MADE);
}, 7 * MINUTE);

test("reviews them with the keyboard: some one by one, some in a row, the rest in one go", async () => {
  const waiting = MADE;
  await story.open("/review");
  await app.getByText(`${waiting} to decide, 0 approved, 0 rejected`).waitFor();
  expect(await story.axe()).toEqual([]);
  await app.locator("[data-review='0']").focus();
  for (let image = 1; image <= SINGLY; image += 1) {
    await page.keyboard.press("a");
    await app.getByText(`${waiting - image} to decide, ${image} approved, 0 rejected`).waitFor();
  }
  for (let image = 1; image < TOGETHER; image += 1) await page.keyboard.press("Shift+ArrowRight");
  await app.getByText(`${TOGETHER} selected`).first().waitFor();
  await page.keyboard.press("a");
  await app.getByText(`${waiting - APPROVED} to decide, ${APPROVED} approved, 0 rejected`).waitFor();
  await expect.poll(() => count(`"Output" where "state" = 'approved'`), { timeout: MINUTE }).toBe(APPROVED);

  await story.open("/review");
  await app.locator("[data-review='0']").focus();
  await page.keyboard.press("Control+a");
  await app.getByText(`${waiting - APPROVED} selected`).first().waitFor();
  await page.keyboard.press("x");
  await app.getByText(`0 to decide, ${APPROVED} approved, ${waiting - APPROVED} rejected`).waitFor();
  await expect.poll(() => count(`"Output" where "state" = 'rejected'`), { timeout: MINUTE }).toBe(waiting - APPROVED);
});

test("publishes what was approved: each product has its images more, keeps those it had, and nothing starts by that", async () => {
  const before = await books();
  await story.open("/publications/new");
  await app.getByRole("heading", { name: "What happens" }).waitFor({ timeout: MINUTE });
  expect(await story.axe()).toEqual([]);
  await story.inAdmin(`Publish to ${PUBLISHED} products`).click();
  await page.waitForURL(/\/publications\/[0-9a-f-]{36}$/);
  publication = story.here();
  await app.getByText("Published, can be undone").waitFor({ timeout: 3 * MINUTE });
  expect(await story.axe()).toEqual([]);
  const after = await books();
  const added = (title: string) => {
    const [old, now] = [before, after].map((all) => all.find((product) => product.title === title)?.media.map(({ id }) => id) ?? []);
    expect(now?.filter((id) => old?.includes(id))).toEqual(old);
    return (now?.length ?? 0) - (old?.length ?? 0);
  };
  const changed = after.map(({ title }) => [title, added(title)] as const).filter(([, more]) => more > 0);
  expect(changed).toEqual(Array.from({ length: PUBLISHED }, (_one, index) => [`Plain ${index}`, `Plain ${index}` === TWICE ? 2 : 1]));
  // What the app writes itself is no news that starts a run.
  expect(await count(`"Run"`)).toBe(3);
});

test("edits two of the products by hand in Shopify, takes one of them back and one image of another: what was edited stays and is said, the rest stays published", async () => {
  const mine = "The merchant's own";
  for (const title of ["Plain 3", "Plain 4"]) await control(`products/${(await inShop(title)).id.split("/").at(-1)}/media`, { op: "add", alt: mine });
  await story.open(publication);
  await app.getByRole("button", { name: "Undo Plain 3", exact: true }).click();
  await app.getByText("Undone, changes kept").waitFor({ timeout: MINUTE });
  await app.getByText(/1 image was added/).waitFor();
  expect((await inShop("Plain 3")).media.map(({ alt }) => alt)).toEqual(["", mine]);
  expect((await inShop("Plain 4")).media).toHaveLength(3);
  expect(await count(`"PublicationProduct" where "state" = 'published'`)).toBe(PUBLISHED - 1);
  const both = (await inShop(TWICE)).media.map(({ id }) => id);
  await app.getByRole("button", { name: `Undo this, image 2 of ${TWICE}`, exact: true }).click();
  await expect.poll(async () => (await inShop(TWICE)).media.length, { timeout: MINUTE }).toBe(both.length - 1);
  await app.getByText("1 of 2 undone").waitFor({ timeout: MINUTE });
  expect(both).toEqual(expect.arrayContaining((await inShop(TWICE)).media.map(({ id }) => id)));
  expect(await count(`"PublicationProduct" where "state" = 'published'`)).toBe(PUBLISHED - 1);
  expect(await story.axe()).toEqual([]);
});

test("makes an image on a product's own page in the admin, and finds it in the app", async () => {
  const ask = async <T>(route: string, schema: z.ZodType<T>, body?: object): Promise<T> => {
    const answer = await askApp(`${story.stack.appUrl}/extensions/${route}`, signSessionToken("sandbox-api-key", secret(), "42"), body);
    if (!answer.body.ok) throw new Error(answer.body.error.say);
    return schema.parse(answer.body.result);
  };
  const [version] = await story.look(`select "id"::text from "SkillVersion" where "skillId" = $1 order by "number" desc limit 1`, [skillId], z.object({ id: z.uuid() }));
  const { runId } = Started.parse(await ask("runs", z.unknown(), { versionId: version?.id, productIds: [(await inShop("Plain 100")).id], answers: {}, requestKey: "month-extension", capMicros: 0 }));
  await expect.poll(async () => Outputs.parse(await ask(`outputs?run=${runId}`, z.unknown())).outputs.length, { timeout: MINUTE }).toBe(1);
  const [made] = Outputs.parse(await ask(`outputs?run=${runId}`, z.unknown())).outputs;
  Decided.parse(await ask("outputs", z.unknown(), { ids: [made?.id], decision: "approve" }));
  await story.open("/library");
  await app.getByRole("button", { name: /^All assets\s*41$/ }).waitFor();
});

test("changes to a smaller plan on Shopify's page, and the plan that counts says what is used of it", async () => {
  await story.open("/settings/plan");
  await app.getByRole("heading", { name: "Scale", exact: true }).waitFor();
  await story.inAdmin("Change plan").click();
  await page.getByRole("button", { name: "Approve Growth" }).click();
  await page.waitForURL(/settings\/plan/);
  await app.getByRole("heading", { name: "Growth", exact: true }).waitFor();
  await app.getByText("Products run this month: 503 of 2,500").waitFor();
  expect(await story.axe()).toEqual([]);
});

test("uninstalls: the tokens are gone, and what they have made waits for them", async () => {
  await page.goto("about:blank");
  await control("webhooks/app/uninstalled");
  await expect.poll(() => count(`"Shop" where "uninstalledAt" is not null`), { timeout: MINUTE }).toBe(1);
  expect(await count(`"ShopSession"`)).toBe(0);
  expect(await count(`"Workspace" where "pausedAt" is not null`)).toBe(1);
  expect(await count(`"Asset"`)).toBe(APPROVED + 1);
});

test("is forgotten when Shopify asks for it: no row and no image of the shop is left, and what was published stays in the shop", async () => {
  await control("webhooks/shop/redact");
  await expect.poll(() => count(`"Workspace"`), { timeout: MINUTE }).toBe(0);
  const tables = await story.look(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'workspaceId' and t.table_type = 'BASE TABLE'`, [], z.object({ name: z.string() }));
  expect(tables.length).toBeGreaterThan(20);
  const left: string[] = [];
  // Of the outbox the order to look once more stays, which names the workspace alone.
  for (const { name } of tables) if (name !== "BlobDeletion" && (await count(`"${name}"`)) > 0) left.push(name);
  expect(left).toEqual([]);
  await expect.poll(() => filesIn(path.join(story.data, "blobs")), { timeout: MINUTE }).toEqual([]);
  expect((await inShop("Plain 0")).media).toHaveLength(2);
});

/** The files below a folder. */
function filesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])) : [];
}

test("installs it again and begins anew: nothing of before is there, and the catalog is read once more", async () => {
  await story.open("");
  await app.getByRole("heading", { name: "See three of your products on a clean background" }).waitFor();
  await story.open("/library");
  expect(await app.getByText("plain-0").count()).toBe(0);
  await story.open("/settings");
  await app.locator(".pc-facts").filter({ hasText: "Without a photo" }).getByText("5,001", { exact: true }).waitFor({ timeout: MINUTE });
  expect(await count(`"Skill"`)).toBe(0);
  expect(story.errors).toEqual([]);
});
