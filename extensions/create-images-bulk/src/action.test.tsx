// @vitest-environment happy-dom
/** @jsxImportSource preact */
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { button, heading, pressable, shown, standIn, wordsOf, type Answers, type Heard } from "../../../tests/support/extension-stage.ts";

const PRODUCTS = ["gid://shopify/Product/1", "gid://shopify/Product/2", "gid://shopify/Product/3"];
const quote = { products: 2, title: "Lamp", photo: null, problems: ["1 product has no photo and will be left out"], missingKeys: [], buys: true, expectedMicros: 80_000, maximumMicros: 100_000, models: ["Gemini 3 Flash Image"], typicalMs: 9_000 };
const run = { id: "r1", number: 9, skillName: "White square", state: "running", say: null, itemCount: 2, done: 1, left: 1, awaiting: 1, asking: 0, secondsLeft: 61, money: { spentMicros: 40_000, reservedMicros: 0 }, needs: [], items: [{ title: "Lamp", state: "done", photo: null, image: "https://app.example/1.webp" }, { title: "Vase", state: "running", photo: null, image: null }] };
const base: Answers = {
  "GET skills": () => ({ skills: [{ id: "s1", name: "White square", description: "", eachMicros: null }], paused: false, mayPublish: true }),
  "GET skills/s1": () => ({ versionId: "v1", questions: [] }), "POST skills/s1": () => quote, "POST runs": () => ({ runId: "r1" }),
};

const extension = getExtension("admin.product-index.selection-action.render");
beforeEach(() => {
  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("create-images-bulk") });
  extension.shopify.data.selected = PRODUCTS.map((id) => ({ id }));
});
afterEach(() => extension.tearDown());

async function open(answers: Answers): Promise<Heard[]> {
  const app = standIn(answers);
  extension.fetch = app.fetch;
  await extension.render();
  return app.heard;
}
const sees = (text: string | RegExp) => waitFor(() => expect(shown()).toMatch(text), { timeout: 6_000 });

test("the selected products are priced together, what is left out is said, and the run goes on when this is closed", async () => {
  let state: object = run;
  const close = vi.fn();
  extension.shopify.close = close;
  const heard = await open({ ...base, "GET runs/r1": () => state });
  await sees("1 product has no photo and will be left out");
  expect(heading()).toBe("Create images for 3 products");
  expect(shown()).toContain("2 products · Gemini 3 Flash Image");
  fireEvent.click(button("Create images, up to $0.10"));
  await sees("1 of 2 done$0.04 spentAbout 2 minutes left. You can close this, it goes on.");
  expect(heard.find(({ what }) => what === "POST runs")?.body).toMatchObject({ productIds: PRODUCTS, capMicros: 100_000 });
  expect(heading()).toBe("Run 9, White square");
  state = { ...run, state: "done", done: 2, left: 0, awaiting: 2 };
  await sees("Review 2 images");
  expect([...document.querySelectorAll("s-link")].map((link) => link.getAttribute("href"))).toEqual(["app:review?run=r1", "app:runs/r1"]);
  fireEvent.click(button("Close"));
  expect(close).toHaveBeenCalledOnce();
});

test("a shop that must be connected again cannot start, and a run that asks a person says where to answer", async () => {
  const heard = await open({ ...base, "GET skills": () => ({ skills: [{ id: "s1", name: "White square", description: "", eachMicros: null }], paused: true, mayPublish: true }) });
  await sees("Shopify asks you to connect again.");
  await waitFor(() => expect(heard.at(-1)?.what).toBe("POST skills/s1"));
  await sees("2 products");
  expect(pressable("Create images, up to $0.10")).toBe(false);
  extension.tearDown();

  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("create-images-bulk") });
  extension.shopify.data.selected = PRODUCTS.map((id) => ({ id }));
  await open({ ...base, "GET runs/r1": () => ({ ...run, asking: 1 }) });
  await waitFor(() => expect(pressable("Create images, up to $0.10")).toBe(true));
  fireEvent.click(button("Create images, up to $0.10"));
  await sees("1 product waits for a person's answer. Answer in Piccaso");
});

test("more skills than fit into rows are a menu, and more products than a run takes from here lead into the app", async () => {
  const many = Array.from({ length: 9 }, (_, at) => ({ id: `s${at + 1}`, name: `Skill ${at + 1}`, description: "", eachMicros: 40_000 }));
  await open({ ...base, "GET skills": () => ({ skills: many, paused: false, mayPublish: true }) });
  await sees("Skill 9, about $0.04 an image");
  expect(document.querySelectorAll("s-option")).toHaveLength(9);
  extension.tearDown();

  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("create-images-bulk") });
  extension.shopify.data.selected = Array.from({ length: 251 }, (_, at) => ({ id: `gid://shopify/Product/${at}` }));
  const heard = await open(base);
  await sees("At most 250 products can be run from here.");
  expect(heard).toEqual([]);
});
