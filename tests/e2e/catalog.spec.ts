import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
let pool: pg.Pool;
beforeAll(async () => {
  story = await startStory("catalog");
  pool = new pg.Pool({ connectionString: story.stack.database.url("piccaso"), max: 2 });
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(async () => {
  await pool?.end();
  await story?.close();
});

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

test("products are chosen by a vendor that is offered and by a pasted list, saved by name and run once for each photo", async () => {
  const choose = (name: string) => story.app.getByRole("group", { name: "Choose products" }).getByRole("button", { name, exact: true }).click();
  await choose("Vendor");
  await story.app.getByLabel("Vendor", { exact: true }).fill("studio");
  await story.app.getByRole("button", { name: "Studio Nord 3 products" }).click();
  await story.app.getByRole("heading", { name: "3 products" }).waitFor();
  await story.app.getByText("Vendor “Studio Nord”, frozen when the run starts").waitFor();
  await choose("List");
  await story.app.getByLabel("Handles or SKUs").fill("Handle\nmorning-mug\nno-such-thing\nalba-vase");
  await story.app.getByRole("button", { name: "Use list" }).click();
  await story.app.getByText("Line 3: no-such-thing").waitFor();
  await story.app.getByRole("group", { name: "Run once for each" }).getByRole("button", { name: "Photo" }).click();
  await story.app.getByRole("heading", { name: "5 photos of 2 products" }).waitFor();
  expect(await story.axe()).toEqual([]);
  await story.app.getByRole("button", { name: "Save selection" }).click();
  const dialog = story.app.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Mugs and vases");
  expect(await story.axe()).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await choose("Saved");
  await story.app.getByLabel("Saved selection").selectOption({ label: "Mugs and vases: Products of a list" });
  await story.app.getByText("“Mugs and vases”: Products of a list, frozen when the run starts").waitFor();
  await story.app.getByRole("heading", { name: "5 photos of 2 products" }).waitFor();
  await story.inAdmin("Start run").click();
  await story.page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await story.app.getByText("of 5 photos finished").waitFor();
  await story.app.getByText("Alba Vase, photo 2").waitFor();
  await story.app.getByText("5 of 5 done").first().waitFor({ timeout: 60_000 });
  expect(story.errors).toEqual([]);
});

test("a worker that is killed in the middle of the file loses nothing: another one goes on with the same operation", async () => {
  const PLAIN = 30_000;
  const sync = async () => (await pool.query<{ state: string; lines: number; operationId: string; epoch: number }>(`select "state", "lines", "operationId", "epoch" from "CatalogSync"`)).rows[0];
  await control("generate", { products: PLAIN });
  await story.open("/settings");
  await story.app.getByRole("button", { name: "Read again" }).click();
  await expect.poll(async () => { const now = await sync(); return now?.state === "reading" && now.lines > 0; }, { timeout: 60_000, interval: 20 }).toBe(true);
  const killed = story.stack.services.worker.pid();
  if (killed) process.kill(killed, "SIGKILL");
  const cut = await sync();
  await expect.poll(async () => (await sync())?.state, { timeout: 90_000, interval: 200 }).toBe("whole");
  const whole = await sync();
  expect(cut?.state).toBe("reading");
  expect(whole?.operationId).toBe(cut?.operationId);
  expect(whole?.epoch).toBeGreaterThan(cut?.epoch ?? 0);
  const { rows: [counted] } = await pool.query<{ products: number; variants: number }>(`select (select count(*) from "CatalogProduct")::int as products, (select count(*) from "CatalogVariant")::int as variants`);
  // Eleven are left of the seed's.
  expect(counted?.products).toBe(PLAIN + 11);
  expect(whole?.lines).toBe((counted?.products ?? 0) + (counted?.variants ?? 0));
}, 180_000);

test("an owner makes a trigger; a product is created in the shop, and its run appears by itself and says what started it", async () => {
  await story.open("/runs");
  await story.inAdmin("Automations").click();
  await story.app.getByRole("heading", { name: "Nothing starts by itself yet" }).waitFor();
  expect(await story.axe()).toEqual([]);
  await story.app.getByRole("button", { name: "New automation" }).click();
  const dialog = story.app.getByRole("dialog");
  await dialog.getByLabel("Name").fill("New lamps");
  expect(await dialog.getByLabel("Time zone").inputValue()).toBe("Europe/Berlin");
  expect(await story.axe()).toEqual([]);
  await dialog.getByLabel("Starts").selectOption({ label: "When a product is created" });
  await dialog.getByLabel("Only for").selectOption({ label: "Products of the type" });
  await dialog.getByLabel("Value").fill("Lamps");
  await dialog.getByRole("button", { name: "Make automation" }).click();
  await dialog.waitFor({ state: "hidden" });
  await story.app.getByText("Starts as it happens. No run so far.").waitFor();
  await control("products", { title: "Evening Lamp", type: "Lamps" });
  await control("products", { title: "Plain Chair", type: "Chairs" });
  await expect.poll(async () => {
    await story.open("/automations");
    return story.app.getByText("1 run, 1 image so far.").count();
  }, { timeout: 90_000, interval: 2_000 }).toBe(1);
  expect(await story.axe()).toEqual([]);
  await story.app.getByRole("link", { name: /^run \d+$/ }).click();
  await story.app.getByText("Evening Lamp", { exact: true }).waitFor();
  await story.page.getByText("By trigger “New lamps”").waitFor();
  await story.open("/automations");
  await story.app.getByRole("button", { name: "Pause New lamps" }).click();
  await story.app.getByText("Paused", { exact: true }).first().waitFor();
  expect(story.errors).toEqual([]);
}, 180_000);
